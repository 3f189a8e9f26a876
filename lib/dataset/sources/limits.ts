/** No larger file is read of a source: 1 GiB is 90 minutes of stereo at 96 kHz and 16 bits. */
export const MAX_SOURCE_BYTES = 1024 ** 3;
