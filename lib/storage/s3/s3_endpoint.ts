/**
 * The S3 server that the environment names: MLFLOW_S3_ENDPOINT_URL or AWS_ENDPOINT_URL_S3 or
 * AWS_ENDPOINT_URL; `undefined` for AWS itself.
 *
 * @throws {Error} if it is no address.
 */
export function s3Endpoint(): string | undefined {
  const name = ["MLFLOW_S3_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"]
    .find((name) => Deno.env.get(name));
  if (name === undefined) return undefined;
  const url = URL.parse(Deno.env.get(name) ?? "");
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) {
    return url.href.replace(/\/$/, "");
  }
  throw new Error(
    `Cannot use ${name}: wanted an address such as http://127.0.0.1:9000, without keys`,
  );
}
