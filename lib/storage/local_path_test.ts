import assert from "node:assert/strict";
import { resolve } from "node:path";
import { localPath, schemeOf } from "./local_path.ts";

Deno.test("localPath() resolves paths as they are typed", () => {
  assert.equal(localPath("/data/clips"), "/data/clips");
  assert.equal(localPath("out/model"), resolve("out/model"));
  assert.equal(localPath("../data"), resolve("../data"));
  assert.equal(localPath("50%20 off #1?"), resolve("50%20 off #1?"));
});

Deno.test("localPath() reads file: URIs", () => {
  assert.equal(localPath("file:///data/a%20b"), "/data/a b");
  assert.equal(localPath("file://localhost/data/"), "/data/");
  assert.equal(localPath("FILE:/data"), "/data");
  assert.equal(localPath("file:///"), "/");
  assert.equal(localPath("file:mlruns/a%20b"), resolve("mlruns/a b"));
});

Deno.test("localPath() refuses what MLflow once took for a harmless path", () => {
  const uris = [
    "//proc/self/root", // CVE-2023-6977
    "file://proc/self/root",
    "file:////proc/self/root",
    "http:///#/../../../etc/", // CVE-2024-1483
    "file:///tmp/x#/../../../etc/passwd", // CVE-2024-3848
    "file:///tmp/x?/../../../etc/passwd", // CVE-2023-6909
    "file:///tmp/x#y",
    "file:///tmp/x?y",
    "file:///tmp/../etc/passwd",
    "file:../etc",
    "file:///tmp/%2e%2e/etc",
    "file:///tmp/%252e%252e/etc",
    "file:///tmp/..%2fetc",
    "file:///tmp\\..\\etc",
    "file:///a%00b",
    "file:///100%",
    "a\0b",
    "",
    "s3://bucket/x",
  ];
  for (const uri of uris) {
    assert.throws(() => localPath(uri), { name: "TypeError", message: /wanted a path/ }, uri);
  }
});

Deno.test("localPath() tells no password", () => {
  assert.throws(() => localPath("ftp://me:secret@host/x?sig=secret"), {
    message: /^Cannot use "ftp:\/\/host\/x": /,
  });
});

Deno.test("schemeOf() tells a scheme from a drive letter", () => {
  assert.equal(schemeOf("S3://bucket"), "s3");
  assert.equal(schemeOf("C:\\data"), undefined);
  assert.equal(schemeOf("data/a:b"), undefined);
});
