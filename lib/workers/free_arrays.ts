/**
 * Gives the memory of arrays back at once; they are empty afterwards. The garbage collector would let some
 * hundred clips gather first, as it looks at a heap that holds little beside them, and memory that is used
 * again while it is warm is several times faster to fill.
 */
export function freeArrays(arrays: Iterable<{ readonly buffer: ArrayBuffer }>): void {
  for (const { buffer } of arrays) {
    if (!buffer.detached) buffer.transfer(0);
  }
}
