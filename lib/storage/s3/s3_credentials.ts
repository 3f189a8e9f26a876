import { join } from "node:path";

/** What tells the AWS client to look for credentials elsewhere: a profile, or a cluster's identity. */
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
 * The keys that the environment has (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN);
 * `undefined` where the AWS client shall look itself: a profile, `~/.aws/credentials`, or the identity that a
 * cluster gives its pods.
 *
 * Without any of these it fails at once. The client would ask for the metadata of a virtual machine, which
 * on any other machine takes seconds to fail.
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
  if (OTHER_SOURCES.some((name) => Deno.env.get(name)) || hasCredentialsFile()) return undefined;
  const missing = accessKeyId
    ? "AWS_SECRET_ACCESS_KEY is"
    : secretAccessKey
    ? "AWS_ACCESS_KEY_ID is"
    : "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are";
  throw new Error(
    `Cannot use S3: ${missing} not set. Set both to the keys of the account, or AWS_PROFILE to the name of its profile`,
  );
}

function hasCredentialsFile(): boolean {
  const home = Deno.env.get("HOME") ?? Deno.env.get("USERPROFILE") ?? "";
  const path = Deno.env.get("AWS_SHARED_CREDENTIALS_FILE") || join(home, ".aws", "credentials");
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
