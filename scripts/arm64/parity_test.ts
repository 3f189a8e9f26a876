import assert from "node:assert/strict";
import { compareParity, isAlike } from "./parity.ts";
import type { Prediction } from "./predict_on.ts";

const said = (windows: Record<string, number>[], digest = "a"): Prediction => ({
  digest,
  files: [{ frames: windows.map((scores) => ({ scores })) }],
  seconds: 1,
});

const DOG = { dog: 0.75, rain: 0.25 };

Deno.test("compareParity() counts windows with another best class and how far scores are apart", () => {
  const parity = compareParity(said([DOG, DOG]), said([DOG, { dog: 0.25, rain: 0.5 }]));
  assert.deepEqual(parity, {
    clips: 1,
    windows: 2,
    sameTop: 0.5,
    meanDifference: 0.75 / 4,
    largestDifference: 0.5,
    isSameModel: true,
  });
  assert.equal(isAlike(parity), false);
});

Deno.test("compareParity() finds the same predictions alike, and those of another model not", () => {
  assert.equal(isAlike(compareParity(said([DOG]), said([DOG]))), true);
  assert.equal(isAlike(compareParity(said([DOG]), said([DOG], "b"))), false);
});

Deno.test("isAlike() wants close scores even where the best class is the same", () => {
  assert.equal(isAlike(compareParity(said([DOG]), said([{ dog: 0.7498, rain: 0.2502 }]))), false);
});

Deno.test("compareParity() refuses predictions of other windows or classes, and none", () => {
  assert.throws(() => compareParity(said([DOG]), said([DOG, DOG])), /same windows/);
  assert.throws(() => compareParity(said([]), said([])), /same windows/);
  assert.throws(() => compareParity(said([DOG]), said([{ dog: 0.75, cat: 0.25 }])), /same classes/);
});
