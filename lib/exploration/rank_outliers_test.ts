import assert from "node:assert/strict";
import fc from "fast-check";
import { vectors } from "./exploration_test_data.ts";
import { type ComparedClip, rankOutliers } from "./rank_outliers.ts";

/** Clips of recordings of their own. */
function clips(labels: string[][]): ComparedClip[] {
  return labels.map((labels, i) => ({ labels, recording: `${i}`, sourceSha256: `${i}` }));
}

/** A direction in the plane. */
const at = (degrees: number) =>
  Float64Array.of(Math.cos(degrees * Math.PI / 180), Math.sin(degrees * Math.PI / 180));

const DOGS_AND_RAIN = clips([["dog"], ["dog"], ["dog"], ["rain"], ["rain"], ["rain"]]);

Deno.test("rankOutliers() puts the clip first that sounds like another class", () => {
  const vectors = [0, 5, 92, 90, 95, 100].map(at);
  const ranked = rankOutliers(DOGS_AND_RAIN, vectors, 2);
  const [first, ...others] = ranked;
  assert.equal(first?.row, 2);
  assert.ok(first.silhouette < -0.9, `${first.silhouette}`);
  assert.equal(first.nearestOther, 3);
  assert.ok(first.ownDistance > first.otherDistance);
  assert.deepEqual(others.map(({ row }) => row).sort(), [0, 1, 3, 4, 5]);
});

Deno.test("rankOutliers() compares with no clip of the same recording or audio", () => {
  const vectors = [0, 0, 80, 0, 0].map(at);
  const [dog, take, stranger, rain, copy] = clips([["dog"], ["dog"], ["dog"], ["rain"], ["rain"]]);
  assert.ok(dog && take && stranger && rain && copy);
  const ranked = rankOutliers([
    dog,
    { ...take, recording: dog.recording },
    stranger,
    rain,
    { ...copy, sourceSha256: rain.sourceSha256 },
  ], vectors);
  assert.deepEqual(ranked.map(({ row }) => row).sort(), [0, 1, 2]); // rain has no other recording
  assert.ok((ranked.find(({ row }) => row === 0)?.silhouette ?? 1) < -0.9);
});

Deno.test("rankOutliers() takes one label in common for the same class", () => {
  const several = clips([["dog", "rain"], ["dog"], ["rain"], ["rooster"], []]);
  const ranked = rankOutliers(several, [0, 10, 10, 90, 180].map(at));
  assert.deepEqual(ranked.map(({ row }) => row).sort(), [0, 1, 2]);
  assert.ok(ranked.every(({ silhouette }) => silhouette > 0));
});

Deno.test("rankOutliers() gives silhouettes from -1 to 1, and the same for clips in another order", () => {
  fc.assert(fc.property(vectors({ minClips: 1, size: 2 }), (directions) => {
    const all = clips(directions.map((_, i) => [i % 3 === 0 ? "dog" : "rain"]));
    const ranked = rankOutliers(all, directions, 3);
    assert.ok(ranked.every(({ silhouette }) => silhouette >= -1 && silhouette <= 1));
    const silhouettes = (outliers: typeof ranked) => outliers.map(({ silhouette }) => silhouette);
    assert.deepEqual(
      silhouettes(rankOutliers(all.toReversed(), directions.toReversed(), 3)),
      silhouettes(ranked),
    );
  }));
});
