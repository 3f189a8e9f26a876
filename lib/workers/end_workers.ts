/** How long a run inside of native code may hold the process up. */
const PATIENCE_MS = 10_000;

const closers = new Set<() => void>();
const ending = new Set<Promise<void>>();

/** Remembers how an open pool is closed; returns how it is forgotten. */
export function onEndWorkers(close: () => void): () => void {
  closers.add(close);
  return () => closers.delete(close);
}

/** Remembers a worker that was told to close and has not yet. */
export function awaitEnd(ended: Promise<void>): void {
  ending.add(ended);
  ended.finally(() => ending.delete(ended));
}

/**
 * Closes every pool, and waits until no worker is inside of native code: a process that exits while
 * onnxruntime runs in one of its threads may crash. Call it before `Deno.exit()`.
 */
export async function endWorkers(): Promise<void> {
  for (const close of closers) close();
  const { promise: patience, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, PATIENCE_MS);
  await Promise.race([Promise.all(ending), patience]);
  clearTimeout(timer);
}
