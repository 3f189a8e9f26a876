import wavefile from "wavefile";

/**
 * What each of the 256 codes of the telephone codecs stands for, as 16-bit samples (ITU-T G.711), in the
 * words of `wavefile`.
 */
export const G711 = { aLaw: expand("8a"), muLaw: expand("8m") } as const;

function expand(codec: "8a" | "8m"): Int16Array {
  const wav = new wavefile.WaveFile();
  wav.fromScratch(1, 8_000, codec, Uint8Array.from({ length: 256 }, (_, code) => code));
  if (codec === "8a") wav.fromALaw();
  else wav.fromMuLaw();
  return Int16Array.from(wav.getSamples());
}
