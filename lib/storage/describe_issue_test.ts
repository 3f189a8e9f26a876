import assert from "node:assert/strict";
import { z } from "zod";
import { describeIssue } from "./describe_issue.ts";

Deno.test("describeIssue() names the place of what is wrong, or none where it is the whole", () => {
  const Clips = z.object({ clips: z.array(z.object({ fold: z.number("wanted a fold") })) });
  const describe = (value: unknown) => {
    const { error } = Clips.safeParse(value);
    assert.ok(error);
    return describeIssue(error);
  };
  assert.equal(describe({ clips: [{ fold: "3" }] }), "clips.0.fold: wanted a fold");
  assert.equal(describe([]), "expected object, received array");
});
