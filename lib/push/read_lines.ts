/**
 * The lines of a text file of any size, each with its line break; a last line may have none.
 *
 * @throws {TypeError} if it is not UTF-8.
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  const file = await Deno.open(path); // its stream closes it
  const texts = file.readable.pipeThrough(new TextDecoderStream("utf-8", { fatal: true }));
  let rest = "";
  for await (const text of texts) {
    const lines = (rest + text).split(/(?<=\n)/);
    rest = lines.at(-1)?.endsWith("\n") ? "" : lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
