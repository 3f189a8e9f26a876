import assert from "node:assert/strict";

/** What a progress bar writes where stderr is no terminal. */
async function progressOf(body: string): Promise<string> {
  const module = JSON.stringify(new URL("./progress.ts", import.meta.url).href);
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const script = `import { progressBar } from ${module};
    using bar = progressBar("Embedding", "clips");
    ${body}`;
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", "--config", config, script],
  }).output();
  const text = new TextDecoder().decode(stderr);
  assert.ok(success, text);
  return text;
}

Deno.test("progressBar() does not claim to know the time left before it has a rate", async () => {
  const text = await progressOf("bar.update(0, 12);");
  assert.match(text, /0% \| 0\/12 clips \| \?\/s \| 0s gone, \? left/);
});

Deno.test("progressBar() tells the time that it took", async () => {
  const text = await progressOf("bar.update(0, 12); bar.update(12, 12);");
  assert.match(text, /100% \| 12\/12 clips \| [\d.e+]+\/s \| 0s gone, /);
  assert.doesNotMatch(text, /LLs|NFs|NULL|INF|NaN/);
});

Deno.test("progressBar() takes its rate from what is done since it was shown", async () => {
  const text = await progressOf(`bar.update(1_000_000, 1_000_010);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    bar.update(1_000_010, 1_000_010);`);
  const [, rate] = /1000010\/1000010 clips \| ([\d.]+)\/s/.exec(text) ?? [];
  assert.ok(Number(rate) > 1 && Number(rate) <= 10, text);
});
