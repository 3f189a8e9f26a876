import pMap from "p-map";

/** Files under way at once. */
const CONCURRENCY = 4;

/**
 * Does something with each file, a few at a time. After a failure no further one is begun, and the error
 * comes only once all that were under way have ended: nobody writes any more behind the caller's back.
 */
export async function eachFile<File>(
  files: readonly File[],
  work: (file: File) => Promise<void>,
): Promise<void> {
  let failure: { error: unknown } | undefined;
  await pMap(files, async (file) => {
    if (failure) return;
    await work(file).catch((error) => failure ??= { error });
  }, { concurrency: CONCURRENCY });
  if (failure) throw failure.error;
}
