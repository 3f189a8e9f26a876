/** Runs with environment variables changed, and puts them back; for tests. An empty one counts as unset. */
export async function withEnvironment<Result>(
  variables: Readonly<Record<string, string>>,
  run: () => Promise<Result>,
): Promise<Result> {
  const before = Object.keys(variables).map((name) => [name, Deno.env.get(name)] as const);
  for (const [name, value] of Object.entries(variables)) Deno.env.set(name, value);
  try {
    return await run();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
  }
}

/** Runs with a cache folder of its own, which goes afterwards. */
export async function withEmptyCache<Result>(
  run: (cache: string) => Promise<Result>,
): Promise<Result> {
  const cache = await Deno.makeTempDir();
  try {
    return await withEnvironment({ YAMNET_KIT_CACHE: cache }, () => run(cache));
  } finally {
    await Deno.remove(cache, { recursive: true });
  }
}
