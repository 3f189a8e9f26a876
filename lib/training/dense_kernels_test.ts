import fc from "fast-check";
import { assertClose } from "./test_close.ts";
import { addRows, dotRows, rowViews } from "./dense_kernels.ts";

const SIZE = 5;
const value = fc.double({ min: -10, max: 10, noNaN: true });
const vector = fc.array(value, { minLength: SIZE, maxLength: SIZE });
const rowsAndVector = fc.tuple(fc.array(vector, { maxLength: 13 }), vector);

Deno.test("dotRows() is the scalar product with each row, however many there are", () => {
  fc.assert(fc.property(rowsAndVector, ([matrix, vector]) => {
    const rows = rowViews(Float64Array.from(matrix.flat()), SIZE);
    const out = new Float64Array(rows.length + 3);
    dotRows(rows, rows.length, Float64Array.from(vector), out);
    const expected = matrix.map((row) => row.reduce((sum, x, k) => sum + x * (vector[k] ?? 0), 0));
    assertClose(out.subarray(0, rows.length), expected, 1e-9);
  }));
});

Deno.test("addRows() adds each row times its factor, however many there are", () => {
  fc.assert(fc.property(rowsAndVector, ([matrix, start]) => {
    const rows = rowViews(Float64Array.from(matrix.flat()), SIZE);
    const out = Float64Array.from(start);
    addRows(rows, Float64Array.from(rows, (_, i) => i + 1), rows.length, out);
    const expected = start.map((x, k) =>
      matrix.reduce((sum, row, i) => sum + (i + 1) * (row[k] ?? 0), x)
    );
    assertClose(out, expected, 1e-9);
  }));
});
