import assert from "node:assert/strict";
import { splitUri } from "./split_uri.ts";

Deno.test("splitUri() splits before the last part", () => {
  const cases: [string, string, string | undefined][] = [
    ["s3://bucket/a/b.onnx", "s3://bucket/a", "b.onnx"],
    ["s3://bucket/a/b/", "s3://bucket/a", "b"],
    ["s3://bucket/a%20b", "s3://bucket", "a%20b"],
    ["s3://bucket", "s3://bucket", undefined],
    ["s3://bucket/", "s3://bucket/", undefined],
    ["https://host/a%20b.zip", "https://host", "a b.zip"],
    ["https://host/100%", "https://host", "100%"],
    ["https://host/a%2Fb", "https://host", "a%2Fb"],
    ["https://host:8080/a/b?sig=a/b", "https://host:8080/a?sig=a/b", "b"],
    ["https://host/", "https://host/", undefined],
  ];
  for (const [uri, folder, name] of cases) assert.deepEqual(splitUri(uri), { folder, name }, uri);
});
