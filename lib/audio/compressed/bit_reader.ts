import { truncatedFile } from "../audio_format_error.ts";

/** Reads numbers of any width from a few MiB of bytes, the highest bit first. */
export class BitReader {
  readonly #bytes: Uint8Array;
  readonly #format: string;
  readonly #endBit: number;
  #bit = 0;

  /** @param format For errors. */
  constructor(bytes: Uint8Array, format: string) {
    this.#bytes = bytes;
    this.#format = format;
    this.#endBit = bytes.length * 8;
  }

  /** Bytes that were begun. */
  get byte(): number {
    return (this.#bit + 7) >>> 3;
  }

  /** A whole number of up to 32 bits. */
  unsigned(bits: number): number {
    if (bits === 0) return 0;
    const value = this.#window() >>> (32 - bits);
    this.#skip(bits);
    return value;
  }

  /** A whole number of up to 33 bits in two's complement. */
  signed(bits: number): number {
    if (bits <= 32) {
      const value = bits === 0 ? 0 : this.#window() >> (32 - bits);
      this.#skip(bits);
      return value;
    }
    const high = this.signed(bits - 16);
    return high * 0x1_0000 + this.unsigned(16);
  }

  /** How many 0 bits stand before the next 1, which is passed over too. */
  unary(): number {
    let zeros = 0;
    for (;;) {
      const window = this.#window();
      if (window !== 0) {
        const more = Math.clz32(window);
        this.#skip(more + 1);
        return zeros + more;
      }
      zeros += 32;
      this.#skip(32);
    }
  }

  /** Rice-coded numbers with this many low bits, written to `values` from `start` to before `end`. */
  rice(values: Float64Array, start: number, end: number, lowBits: number): void {
    for (let i = start; i < end; i++) {
      const window = this.#window();
      const zeros = Math.clz32(window);
      const bits = zeros + 1 + lowBits;
      if (lowBits === 0 || lowBits > 24 || bits > 32) {
        values[i] = this.#longRice(lowBits);
        continue;
      }
      const folded = zeros << lowBits | window << zeros + 1 >>> 32 - lowBits; // all in one window, below 2^29
      values[i] = folded >>> 1 ^ -(folded & 1);
      this.#skip(bits);
    }
  }

  #longRice(lowBits: number): number {
    const folded = this.unary() * 2 ** lowBits + this.unsigned(lowBits);
    return folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
  }

  /** Goes on at the next whole byte. */
  align(): void {
    this.#bit = this.byte * 8;
  }

  /** The next 32 bits; behind the end are zeros. */
  #window(): number {
    const bytes = this.#bytes;
    const at = this.#bit >>> 3;
    const shift = this.#bit & 7;
    const whole = (bytes[at] ?? 0) << 24 | (bytes[at + 1] ?? 0) << 16 | (bytes[at + 2] ?? 0) << 8 |
      (bytes[at + 3] ?? 0);
    return shift === 0 ? whole : whole << shift | (bytes[at + 4] ?? 0) >>> (8 - shift);
  }

  #skip(bits: number): void {
    this.#bit += bits;
    if (this.#bit > this.#endBit) throw truncatedFile(this.#format, "it ends within a frame");
  }
}
