/** A cyclic redundancy check over bytes, the highest bit first, that starts at 0. */
export type Crc = (bytes: Uint8Array) => number;

/**
 * Makes the check for a polynomial (without its highest bit).
 *
 * @param bits 8, 16 or 32.
 */
export function makeCrc(bits: 8 | 16 | 32, polynomial: number): Crc {
  const table = Uint32Array.from({ length: 256 }, (_, byte) => divide(byte, bits, polynomial));
  const mask = bits === 32 ? 0xffff_ffff : (1 << bits) - 1;
  return (bytes) => {
    let crc = 0;
    for (let i = 0; i < bytes.length; i++) {
      const index = (crc >>> (bits - 8) ^ (bytes[i] ?? 0)) & 0xff;
      crc = (crc << 8 ^ (table[index] ?? 0)) & mask;
    }
    return crc >>> 0;
  };
}

function divide(byte: number, bits: number, polynomial: number): number {
  let rest = byte << (bits - 8);
  for (let i = 0; i < 8; i++) {
    const carry = rest >>> (bits - 1) & 1;
    rest = rest << 1 ^ (carry ? polynomial : 0);
  }
  return rest >>> 0;
}
