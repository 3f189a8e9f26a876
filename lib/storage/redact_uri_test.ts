import assert from "node:assert/strict";
import { redactUri } from "./redact_uri.ts";

Deno.test("redactUri() leaves out user, password, query and fragment", () => {
  const cases = {
    "https://me:pass@host/a?X-Amz-Signature=abc": "https://host/a",
    "https://me:p%40@ss@host:80/a#token": "https://host:80/a",
    "postgresql://me:pass@host/db": "postgresql://host/db",
    "s3://bucket/a@b": "s3://bucket/a@b",
    "/data/take #1?": "/data/take #1?",
  };
  for (const [uri, redacted] of Object.entries(cases)) assert.equal(redactUri(uri), redacted);
});
