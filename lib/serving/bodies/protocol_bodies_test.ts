import assert from "node:assert/strict";
import fc from "fast-check";
import { inferenceV2 } from "./inference_v2.ts";
import { kserveV1 } from "./kserve_v1.ts";
import { mlflowJson } from "./mlflow_json.ts";
import type { BodyParser, ParsedBody } from "./parsed_body.ts";

const PARSERS = { inferenceV2, kserveV1, mlflowJson } satisfies Record<string, BodyParser>;

const facts = { contentType: "", maxClips: 4 };

const encode = (body: unknown) => new TextEncoder().encode(JSON.stringify(body));

/** JSON has no -0. */
const sample = fc.float({ min: -1, max: 1, noNaN: true }).map((value) => value + 0);
const batch = fc.integer({ min: 1, max: 50 }).chain((length) =>
  fc.array(fc.array(sample, { minLength: length, maxLength: length }), {
    minLength: 1,
    maxLength: 4,
  })
);

function waveforms({ clips }: ParsedBody): number[][] {
  return clips.map((clip) => "waveform" in clip ? Array.from(clip.waveform) : []);
}

Deno.test("Waveforms come out of every protocol's body as they went in", () => {
  fc.assert(fc.property(batch, fc.string(), (clips, padding) => {
    const shape = [clips.length, clips[0]?.length ?? 0];
    const input = { name: "waveform", datatype: "FP32", shape };
    const samples = Float32Array.from(clips.flat());
    const wanted = clips.map((clip) => clip.map((sample) => Math.fround(sample)));
    assert.deepEqual(waveforms(mlflowJson(encode({ inputs: clips }), facts)), wanted);
    assert.deepEqual(waveforms(kserveV1(encode({ instances: clips }), facts)), wanted);
    for (const data of [clips, clips.flat()]) {
      const json = encode({ inputs: [{ ...input, data }] });
      assert.deepEqual(waveforms(inferenceV2(json, facts)), wanted);
    }
    // Of any length, so that the floats behind it do not start at a multiple of four.
    const json = encode({
      id: padding,
      inputs: [{ ...input, parameters: { binary_data_size: samples.byteLength } }],
    });
    const body = new Uint8Array(json.length + samples.byteLength);
    body.set(json);
    body.set(new Uint8Array(samples.buffer), json.length);
    const parsed = inferenceV2(body, { ...facts, jsonBytes: json.length });
    assert.deepEqual(waveforms(parsed), wanted);
  }));
});

/** Bodies that are nearly right: of the protocols' own words, in any order and depth. */
const nearlyRight = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<unknown>(0, -1, 1.5, 1e300, null, "waveform", "audio", "FP32", "BYTES", "AAAA"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ...["inputs", "instances", "dataframe_split", "dataframe_records", "data", "b64", "name"],
        ...["datatype", "shape", "parameters", "binary_data_size", "outputs", "id"],
      ),
      tie("value"),
      { maxKeys: 5 },
    ),
  ),
})).value;

Deno.test("A body that is nearly right is read or refused, and never fails", () => {
  const bytes = fc.oneof(nearlyRight.map(encode), fc.uint8Array().map((array) => array.slice()));
  fc.assert(
    fc.property(bytes, fc.option(fc.nat(200), { nil: undefined }), (bytes, jsonBytes) => {
      for (const parse of Object.values(PARSERS)) {
        try {
          parse(bytes.slice(), { ...facts, jsonBytes });
        } catch (error) {
          const { name } = error instanceof Error ? error : { name: "" };
          assert.ok(["BodyError", "TooManyClips"].includes(name), String(error));
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
