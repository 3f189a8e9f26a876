import fc from "fast-check";
import assert from "node:assert/strict";
import { posix } from "node:path";
import { checkArtifactPath, checkExperimentName, checkKey, checkValue } from "./mlflow_rules.ts";

Deno.test("checkKey() takes what MLflow takes", () => {
  for (const key of ["loss", "fold 1/val:f1.macro", "précision_犬", "a".repeat(250), ".hidden"]) {
    checkKey("metric", key);
  }
});

Deno.test("checkKey() refuses other characters, empty keys and those that mean another path", () => {
  for (const key of ["", "a,b", "a\nb", "f1 (macro)", "100%", "a\\b"]) {
    assert.throws(() => checkKey("metric", key), { name: "RangeError" }, key);
  }
  for (const key of [".", "..", "../a", "a/../b", "a//b", "/a", "a/", "./a", "..a"]) {
    assert.throws(() => checkKey("param", key), {
      message: `Cannot record the param ${
        JSON.stringify(key)
      }: wanted a key without empty, "." or ".." parts between slashes`,
    });
  }
  assert.throws(() => checkKey("tag", "a".repeat(251)), /wanted a key of at most 250 characters/);
});

Deno.test("checkKey() and checkArtifactPath() let no path out of its folder", () => {
  const part = fc.constantFrom("a", "b c", ".", "..", "...", "", "/", "\\", "..a");
  fc.assert(fc.property(fc.array(part), (parts) => {
    const path = parts.join("/");
    for (const check of [checkArtifactPath, (path: string) => checkKey("metric", path)]) {
      try {
        check(path);
      } catch {
        continue;
      }
      assert.equal(posix.normalize(path), path);
      assert.ok(posix.resolve("/run", path).startsWith("/run/"));
    }
  }));
});

Deno.test("checkValue() refuses values longer than MLflow takes", () => {
  checkValue("param", "classes", "x".repeat(6000));
  assert.throws(() => checkValue("param", "classes", "x".repeat(6001)), {
    name: "RangeError",
    message:
      'Cannot record the param "classes": wanted at most 6000 characters, got 6001. Log it as an artifact instead',
  });
  assert.throws(() => checkValue("tag", "note", "x".repeat(8001)), /at most 8000 characters/);
});

Deno.test("checkExperimentName() refuses no name and a too long one", () => {
  checkExperimentName("ESC-10: dogs & rain");
  assert.throws(() => checkExperimentName(""), /wanted 1 to 500 characters, got 0/);
  assert.throws(() => checkExperimentName("x".repeat(501)), /got 501/);
});
