/**
 * The S3 server that the environment names: MLFLOW_S3_ENDPOINT_URL or AWS_ENDPOINT_URL_S3 or
 * AWS_ENDPOINT_URL; `undefined` for AWS itself.
 *
 * @throws {Error} if it is no address.
 */
export function s3Endpoint(): string | undefined {
  const name = endpointVariable();
  if (name === undefined) return undefined;
  const url = URL.parse(Deno.env.get(name) ?? "");
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) {
    return url.href.replace(/\/$/, "");
  }
  throw new Error(
    `Cannot use ${name}: wanted an address such as http://127.0.0.1:9000, without keys`,
  );
}

/** The variable that names the server: the first of them that is set. */
export function endpointVariable(): string | undefined {
  return ["MLFLOW_S3_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"]
    .find((name) => Deno.env.get(name));
}
