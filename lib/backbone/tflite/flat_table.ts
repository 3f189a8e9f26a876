import { ByteBuffer } from "flatbuffers";

/** The library reads past the end as zeros; this makes a truncated file an error instead. */
class BoundedBuffer extends ByteBuffer {
  override readUint8(offset: number): number {
    this.requireBytes(offset, 1);
    return super.readUint8(offset);
  }

  override readUint16(offset: number): number {
    this.requireBytes(offset, 2);
    return super.readUint16(offset);
  }

  override readInt32(offset: number): number {
    this.requireBytes(offset, 4);
    return super.readInt32(offset);
  }

  /** @throws {RangeError} if the file does not hold `count` bytes at `offset`. */
  requireBytes(offset: number, count: number): void {
    if (offset >= 0 && count >= 0 && offset + count <= this.capacity()) return;
    throw new RangeError(
      `wanted ${count} bytes at offset ${offset}, but the file ends at ${this.capacity()}`,
    );
  }
}

/**
 * A table of a flatbuffer, read field by field without generated code
 * (https://flatbuffers.dev/internals/). Fields go by their number in the schema.
 */
export class FlatTable {
  readonly #buffer: BoundedBuffer;
  readonly #position: number;

  private constructor(buffer: BoundedBuffer, position: number) {
    this.#buffer = buffer;
    this.#position = position;
  }

  /**
   * The root table of a file.
   *
   * @throws {RangeError} if the file is shorter than its header, here and in every other method.
   */
  static root(bytes: Uint8Array): FlatTable {
    const buffer = new BoundedBuffer(bytes);
    return new FlatTable(buffer, buffer.__indirect(0));
  }

  int8(field: number): number {
    const at = this.#fieldPosition(field);
    return at === undefined ? 0 : this.#buffer.readInt8(at);
  }

  int32(field: number): number {
    const at = this.#fieldPosition(field);
    return at === undefined ? 0 : this.#buffer.readInt32(at);
  }

  string(field: number): string {
    return new TextDecoder().decode(this.bytes(field));
  }

  table(field: number): FlatTable | undefined {
    const at = this.#fieldPosition(field);
    return at === undefined ? undefined : new FlatTable(this.#buffer, this.#buffer.__indirect(at));
  }

  tables(field: number): FlatTable[] {
    return this.#vector(field, 4, (at) => new FlatTable(this.#buffer, this.#buffer.__indirect(at)));
  }

  int32s(field: number): number[] {
    return this.#vector(field, 4, (at) => this.#buffer.readInt32(at));
  }

  int64s(field: number): number[] {
    return this.#vector(field, 8, (at) => Number(this.#buffer.readInt64(at)));
  }

  float32s(field: number): number[] {
    return this.#vector(field, 4, (at) => this.#buffer.readFloat32(at));
  }

  /** A copy, so that it is aligned for any typed array. */
  bytes(field: number): Uint8Array<ArrayBuffer> {
    const { start, length } = this.#vectorExtent(field, 1);
    return new Uint8Array(this.#buffer.bytes().subarray(start, start + length));
  }

  #vector<T>(field: number, elementBytes: number, read: (position: number) => T): T[] {
    const { start, length } = this.#vectorExtent(field, elementBytes);
    return Array.from({ length }, (_, index) => read(start + index * elementBytes));
  }

  #vectorExtent(field: number, elementBytes: number): { start: number; length: number } {
    const at = this.#fieldPosition(field);
    if (at === undefined) return { start: 0, length: 0 };
    const length = this.#buffer.__vector_len(at);
    const start = this.#buffer.__vector(at);
    this.#buffer.requireBytes(start, length * elementBytes);
    return { start, length };
  }

  /** Where a field's value lies; `undefined` where the file leaves it out, as it does for defaults. */
  #fieldPosition(field: number): number | undefined {
    const offset = this.#buffer.__offset(this.#position, 4 + 2 * field);
    return offset === 0 ? undefined : this.#position + offset;
  }
}
