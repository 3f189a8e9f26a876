import assert from "node:assert/strict";
import { compile } from "watr";
import { COMPILED } from "./resampling_kernels.ts";

/** After a change of the .wat file this test fails and says what COMPILED should be. */
Deno.test("resampling_kernels.ts holds resampling_kernels.wat, compiled", async () => {
  const text = await Deno.readTextFile(new URL("./resampling_kernels.wat", import.meta.url));
  assert.equal(COMPILED.join(""), new Uint8Array(compile(text)).toBase64());
});
