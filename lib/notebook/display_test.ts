import assert from "node:assert/strict";
import { audio } from "./audio.ts";
import { isNotebook } from "./display.ts";
import { figure, live } from "./figure.ts";
import { progress } from "./progress.ts";
import { table } from "./table.ts";

Deno.test("Display helpers do nothing outside of a notebook, but the work", async () => {
  assert.equal(isNotebook(), false);
  await figure({ data: [], layout: {} });
  await audio(new Float32Array(16));
  await table(["class"], [["dog"]]);
  const answer = await live((draw) => {
    draw(() => ({ data: [], layout: {} }));
    return Promise.resolve(42);
  });
  assert.equal(answer, 42);
  const done = await progress("Embedding", "clips", (update) => {
    update(1, 2);
    return Promise.resolve("done");
  });
  assert.equal(done, "done");
});
