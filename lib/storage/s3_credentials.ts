/** Besides keys, what tells the AWS client where credentials are: a profile, or a cluster's identity. */
const OTHER_SOURCES = [
  "AWS_PROFILE",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
];

/** Keys of an S3 account. */
export interface S3Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/**
 * The keys that the environment has (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN), or
 * `undefined` where it names another source that the AWS client shall ask. Without either this fails at
 * once: the client would ask for the metadata of a virtual machine, which on any other takes seconds to
 * fail.
 *
 * @throws {Error} that says which variables to set.
 */
export function s3Keys(): S3Keys | undefined {
  const accessKeyId = Deno.env.get("AWS_ACCESS_KEY_ID");
  const secretAccessKey = Deno.env.get("AWS_SECRET_ACCESS_KEY");
  const sessionToken = Deno.env.get("AWS_SESSION_TOKEN");
  if (accessKeyId && secretAccessKey) {
    return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  }
  if (OTHER_SOURCES.some((name) => Deno.env.get(name))) return undefined;
  const missing = [
    ...accessKeyId ? [] : ["AWS_ACCESS_KEY_ID"],
    ...secretAccessKey ? [] : ["AWS_SECRET_ACCESS_KEY"],
  ];
  throw new Error(
    `Cannot use S3: ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} not set. ` +
      `Set both to the keys of the account, or one of ${OTHER_SOURCES.slice(0, 2).join(", ")}`,
  );
}
