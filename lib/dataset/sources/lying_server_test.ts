import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../../storage/test_folder.ts";
import { createDataset } from "../create_dataset.ts";
import { filesIn, tone } from "../test_clips.ts";
import { openSource } from "./open_source.ts";

const WAV = tone(300);

/** How many bytes a server says that it sends, and how it goes on then. */
const ANSWERS: Record<string, { told: number; body: Uint8Array }> = {
  "/right.wav": { told: WAV.length, body: WAV },
  "/too_long.wav": { told: WAV.length + 1000, body: WAV },
  "/too_short.wav": { told: WAV.length / 2, body: WAV },
};

/** Serves the answers word for word, a connection each: no library would tell a wrong length. */
async function serveLies(listener: Deno.Listener): Promise<void> {
  for await (const connection of listener) {
    const request = new Uint8Array(10_000);
    const length = await connection.read(request) ?? 0;
    const [, path = ""] = new TextDecoder().decode(request.subarray(0, length)).split(" ");
    const { told, body } = ANSWERS[path] ?? { told: 0, body: new Uint8Array() };
    const head =
      `HTTP/1.1 200 OK\r\ncontent-length: ${told}\r\netag: "1"\r\nconnection: close\r\n\r\n`;
    try {
      await connection.write(new TextEncoder().encode(head));
      await connection.write(body);
    } catch { /* it was only asked whether it is there */ }
    connection.close();
  }
}

Deno.test("createDataset() names the clips of a web server that tells wrong lengths, and makes the others", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const serving = serveLies(listener);
  const folder = await makeTempDir();
  const web = `http://127.0.0.1:${listener.addr.port}`;
  const rows = Object.keys(ANSWERS).map((path) => `${web}${path},dog`);
  await Deno.writeTextFile(join(folder, "list.csv"), ["path,label", ...rows].join("\n"));
  const source = await openSource(join(folder, "list.csv"));
  const out = join(folder, "out");
  const { clips, skipped } = await createDataset(source, out, { skipBad: true });
  assert.equal(clips, 1);
  const reasons = Object.fromEntries(skipped.map(({ file, reason }) => [file, reason]));
  assert.match(reasons[`${web}/too_short.wav`] ?? "", /should hold 3200 bytes, got 1578/);
  assert.match(
    reasons[`${web}/too_long.wav`] ?? "",
    /the connection ended after 3244 of 4244 bytes/,
  );
  const audio = (await filesIn(out)).filter((path) => path.endsWith(".wav"));
  assert.equal(audio.length, 1);
  listener.close();
  await serving;
});
