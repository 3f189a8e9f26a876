import assert from "node:assert/strict";
import fc from "fast-check";
import { parseJsonManifest } from "./json_manifest.ts";
import { sampleLabels } from "./manifest.ts";

const parseText = (text: string) =>
  parseJsonManifest(new TextEncoder().encode(text), "data/manifest.json");
const parse = (json: unknown) => parseText(JSON.stringify(json));
const good = { filepath: "dog/a.wav", label: "dog" };

Deno.test("parseJsonManifest() reads one label and several, and leaves unknown fields alone", () => {
  const { samples } = parse({
    dataset_info: { created_date: "2025-09-27", total_samples: 3 },
    samples: [good, { filepath: "b.wav", labels: ["dog", "rain"] }, {
      filepath: "c.wav",
      labels: [],
    }],
  });
  assert.deepEqual(samples.map(sampleLabels), [["dog"], ["dog", "rain"], []]);
});

Deno.test("parseJsonManifest() takes null for absent, as Python writes it", () => {
  const { samples } = parse({ samples: [{ ...good, fold: null, duration: null }] });
  assert.equal(samples[0]?.fold, undefined);
});

Deno.test("parseJsonManifest() brings labels to one Unicode form, so that they are one class", () => {
  const { samples } = parse({ samples: [{ ...good, label: "cafe\u0301" }] });
  assert.deepEqual(samples.map(sampleLabels), [["caf\u00e9"]]);
});

Deno.test("parseJsonManifest() counts a label that is there twice once", () => {
  const { samples } = parse({ samples: [{ filepath: "a.wav", labels: ["dog", "rain", "dog"] }] });
  assert.deepEqual(samples.map(sampleLabels), [["dog", "rain"]]);
});

Deno.test("parseJsonManifest() names the file, the sample and the field of what is wrong", () => {
  const cases: [sample: Record<string, unknown>, message: string][] = [
    [
      { filename: "b.wav", label: "dog" },
      "samples[1] (b.wav), filepath: expected string, received undefined",
    ],
    [{ id: "b", ...good, fold: "3" }, "samples[1] (b), fold: expected number, received string"],
    [{ filepath: "b.wav" }, "samples[1] (b.wav), label: wanted either label or labels"],
    [{ ...good, labels: ["cat"] }, "samples[1] (dog/a.wav), label: wanted either label or labels"],
    [
      { ...good, label: " dog" },
      "samples[1] (dog/a.wav), label: wanted no blanks around the label",
    ],
    [
      { ...good, label: "d\nog" },
      "samples[1] (dog/a.wav), label: wanted text without control characters",
    ],
    [
      { ...good, sourceSha256: "0".repeat(64) },
      "samples[1] (dog/a.wav), sha256: wanted beside sourceSha256, which is believed of no other file",
    ],
    [{ ...good, sha256: "ABC" }, "samples[1] (dog/a.wav), sha256: wanted 64 lower-case hex digits"],
  ];
  for (const [sample, message] of cases) {
    assert.throws(() => parse({ samples: [good, sample] }), {
      name: "Error",
      message: `Cannot read data/manifest.json: ${message}`,
    });
  }
});

Deno.test("parseJsonManifest() refuses what is no manifest", () => {
  assert.throws(() => parse({}), { message: /manifest.json: samples: expected array/ });
  assert.throws(() => parse({ samples: [7] }), {
    message: "Cannot read data/manifest.json: samples[0], expected object, received number",
  });
  assert.throws(() => parse({ samples: [] }), { message: /samples: wanted at least one sample/ });
  assert.throws(() => parse([1]), {
    message: /^Cannot read data\/manifest.json: expected object, received array$/,
  });
  assert.throws(() => parseText("{"), { message: /manifest.json: wanted a manifest in JSON/ });
  const latin1 = Uint8Array.from(
    JSON.stringify({ samples: [{ ...good, label: "é" }] }),
    (letter) => letter.charCodeAt(0),
  );
  assert.throws(() => parseJsonManifest(latin1, "m.json"), {
    message:
      "Cannot read m.json: wanted a manifest in JSON (UTF-8), .csv, .tsv or .parquet, or a folder",
  });
});

Deno.test("parseJsonManifest() refuses any other JSON with an error that names the file", () => {
  const property = fc.property(fc.jsonValue(), fc.jsonValue(), (value, sample) => {
    for (const json of [value, { samples: [sample] }, { dataset_info: value, samples: [good] }]) {
      try {
        parse(json);
      } catch (error) {
        assert.ok(error instanceof Error);
        assert.match(error.message, /^Cannot read data\/manifest.json: ./);
      }
    }
  });
  fc.assert(property);
});
