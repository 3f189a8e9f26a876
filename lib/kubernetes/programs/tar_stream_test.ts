import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../../storage/test_folder.ts";
import { tarStream } from "./tar_stream.ts";

const { signal } = new AbortController();

/** Unpacks as the pod does. */
async function unpack(stream: ReadableStream<Uint8Array>): Promise<string> {
  const folder = await makeTempDir();
  const args = ["-x", "-f", "-", "-C", folder];
  const child = new Deno.Command("tar", { args, stdin: "piped" }).spawn();
  await stream.pipeTo(child.stdin);
  assert.equal((await child.status).code, 0);
  return folder;
}

Deno.test(
  "tarStream() carries names with spaces, quotes, dashes and colons, and what a link leads to",
  {
    ignore: Deno.build.os === "windows",
  },
  async () => {
    const from = await makeTempDir();
    const names = ["a b.wav", "-rf.wav", 'it\'s "x".wav', "犬:1.wav", "$(id).wav"];
    for (const name of names) await Deno.writeTextFile(join(from, name), name);
    await Deno.symlink(join(from, "a b.wav"), join(from, "link.wav"));
    const there = await unpack(tarStream(from, { isFile: false, signal }));
    for (const name of names) assert.equal(await Deno.readTextFile(join(there, name)), name);
    assert.equal((await Deno.lstat(join(there, "link.wav"))).isFile, true);

    const one = await unpack(tarStream(join(from, "-rf.wav"), { isFile: true, signal }));
    assert.deepEqual([...Deno.readDirSync(one)].map(({ name }) => name), ["-rf.wav"]);
  },
);

Deno.test("tarStream() ends with an error where something cannot be read", async () => {
  const missing = join(await makeTempDir(), "none");
  const stream = tarStream(missing, { isFile: false, signal });
  await assert.rejects(new Response(stream).bytes(), /tar cannot read .*none/);
});
