/** What microphones and recorders have. The filters from any of them to 16 kHz are designed in up to 40 ms. */
export const COMMON_RATES_HZ = [
  8_000,
  11_025,
  12_000,
  16_000,
  22_050,
  24_000,
  32_000,
  44_100,
  48_000,
  88_200,
  96_000,
  176_400,
  192_000,
] as const;
