import assert from "node:assert/strict";
import wavefile from "wavefile";
import { G711 } from "./g711.ts";

function expandedByWavefile(codec: "8a" | "8m"): Int16Array {
  const wav = new wavefile.WaveFile();
  wav.fromScratch(1, 8_000, codec, Uint8Array.from({ length: 256 }, (_, code) => code));
  if (codec === "8a") wav.fromALaw();
  else wav.fromMuLaw();
  return Int16Array.from(wav.getSamples());
}

Deno.test("G711 expands each of the 256 codes as wavefile does", () => {
  assert.deepEqual(G711.aLaw, expandedByWavefile("8a"));
  assert.deepEqual(G711.muLaw, expandedByWavefile("8m"));
});
