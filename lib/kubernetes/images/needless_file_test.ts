import assert from "node:assert/strict";
import { isNeedlessFile } from "./needless_file.ts";

const BINARIES = [
  "bin/napi-v6/darwin/arm64/onnxruntime_binding.node",
  "bin/napi-v6/linux/arm64/libonnxruntime.so.1",
  "bin/napi-v6/linux/x64/libonnxruntime.so.1",
  "bin/napi-v6/linux/x64/libonnxruntime_providers_cuda.so",
  "bin/napi-v6/linux/x64/libonnxruntime_providers_tensorrt.so",
  "bin/napi-v6/win32/x64/DirectML.dll",
];

Deno.test("isNeedlessFile() keeps of onnxruntime's binaries those of the processor", () => {
  const kept = (arch: "x86_64" | "aarch64") =>
    BINARIES.filter((path) => !isNeedlessFile("onnxruntime-node", path, arch));
  assert.deepEqual(kept("x86_64"), ["bin/napi-v6/linux/x64/libonnxruntime.so.1"]);
  assert.deepEqual(kept("aarch64"), ["bin/napi-v6/linux/arm64/libonnxruntime.so.1"]);
});

Deno.test("isNeedlessFile() keeps code and licences, and drops declarations, source maps and read-mes", () => {
  const needless = (path: string) => isNeedlessFile("zod", path, "x86_64");
  for (const path of ["index.js", "LICENSE", "package.json", "lib/readme_text.js", "d.ts.js"]) {
    assert.equal(needless(path), false, path);
  }
  for (const path of ["index.d.ts", "v4/index.d.cts", "index.js.map", "README.md", "lib/readme"]) {
    assert.equal(needless(path), true, path);
  }
});
