import { Builder } from "flatbuffers";

/** A field to write; `undefined` leaves it out. */
export type Field =
  | undefined
  | { int8: number }
  | { int32: number }
  | { text: string }
  | { bytes: Uint8Array }
  | { int32s: readonly number[] }
  | { int64s: readonly number[] }
  | { float32s: readonly number[] }
  | { table: Field[] }
  | { tables: Field[][] };

/** Writes a flatbuffer from the values of its root table's fields, in the schema's order; for tests. */
export function writeFlatbuffer(root: Field[], identifier: string): Uint8Array<ArrayBuffer> {
  const builder = new Builder();
  builder.finish(writeTable(builder, root), identifier);
  return builder.asUint8Array().slice();
}

function writeTable(builder: Builder, fields: Field[]): number {
  // What fields point to must be complete before their table begins.
  const targets = fields.map((field) => field && writeTarget(builder, field));
  builder.startObject(fields.length);
  fields.forEach((field, number) => {
    if (field === undefined) return;
    if ("int8" in field) builder.addFieldInt8(number, field.int8, 0);
    else if ("int32" in field) builder.addFieldInt32(number, field.int32, 0);
    else builder.addFieldOffset(number, targets[number] ?? 0, 0);
  });
  return builder.endObject();
}

function writeTarget(builder: Builder, field: NonNullable<Field>): number | undefined {
  if ("text" in field) return builder.createString(field.text);
  if ("bytes" in field) return builder.createByteVector(field.bytes);
  if ("table" in field) return writeTable(builder, field.table);
  if ("tables" in field) {
    const tables = field.tables.map((table) => writeTable(builder, table));
    return writeVector(builder, 4, tables, (offset) => builder.addOffset(offset));
  }
  if ("int32s" in field) {
    return writeVector(builder, 4, field.int32s, (value) => builder.addInt32(value));
  }
  if ("int64s" in field) {
    return writeVector(builder, 8, field.int64s, (value) => builder.addInt64(BigInt(value)));
  }
  if ("float32s" in field) {
    return writeVector(builder, 4, field.float32s, (value) => builder.addFloat32(value));
  }
}

/** A flatbuffer grows from its end, so the last value goes first. */
function writeVector(
  builder: Builder,
  elementBytes: number,
  values: readonly number[],
  add: (value: number) => void,
): number {
  builder.startVector(elementBytes, values.length, elementBytes);
  values.toReversed().forEach(add);
  return builder.endVector();
}
