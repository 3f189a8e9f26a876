const made: string[] = [];
globalThis.addEventListener("unload", () => {
  for (const folder of made) {
    try {
      Deno.removeSync(folder, { recursive: true });
    } catch { /* the test has removed or moved it */ }
  }
});

/** For tests: a new empty folder, which goes when the tests of the file are done. */
export async function makeTempDir(): Promise<string> {
  const folder = await Deno.makeTempDir();
  made.push(folder);
  return folder;
}
