/**
 * What each of the 256 codes of the telephone codecs stands for, as 16-bit samples (ITU-T G.711). Not by a
 * library of WAV files: that takes 30 ms to load, in every command and worker that may decode.
 */
export const G711 = {
  aLaw: Int16Array.from({ length: 256 }, (_, code) => aLawSample(code)),
  muLaw: Int16Array.from({ length: 256 }, (_, code) => muLawSample(code)),
} as const;

/** Sign, 3 bits of exponent and 4 of mantissa; every second bit is sent inverted. */
function aLawSample(code: number): number {
  const bits = code ^ 0x55;
  const exponent = bits >> 4 & 7;
  const step = (bits & 0xf) * 16 + 8; // the middle of it
  const magnitude = exponent === 0 ? step : step + 0x100 << exponent - 1;
  return bits & 0x80 ? magnitude : -magnitude;
}

/** As A-law, but all bits are sent inverted, and the magnitude starts at a bias of 132. */
function muLawSample(code: number): number {
  const bits = ~code;
  const magnitude = ((bits & 0xf) * 8 + 0x84 << (bits >> 4 & 7)) - 0x84;
  return bits & 0x80 ? -magnitude : magnitude;
}
