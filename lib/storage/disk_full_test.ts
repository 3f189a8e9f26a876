import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "./test_folder.ts";
import { runOnFullDisk } from "./test_full_disk.ts";

const BYTES = 2_000_000;
const ignore = Deno.build.os === "windows";
const noSpace = (path: string) =>
  `Cannot write ${path}: there is no space left for it. Free some, or choose another place`;

Deno.test(
  "writeAtomically() says that the disk is full, and leaves nothing",
  { ignore },
  async () => {
    const folder = await makeTempDir();
    const path = join(folder, "file");
    const message = await runOnFullDisk(`
    const { writeAtomically } = await import("./write_atomically.ts");
    await writeAtomically(${JSON.stringify(path)}, new Uint8Array(${BYTES}));`);
    assert.equal(message, noSpace(path));
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  },
);

Deno.test(
  "download() says that the disk is full, and does not try it again",
  { ignore },
  async () => {
    const path = join(await makeTempDir(), "file");
    let requests = 0;
    await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
      requests += 1;
      return new Response(new Uint8Array(BYTES));
    });
    const url = `http://127.0.0.1:${server.addr.port}/`;
    const message = await runOnFullDisk(`
    const { download } = await import("./web/download.ts");
    await download("${url}", ${JSON.stringify(path)});`);
    assert.equal(message, `Cannot download ${url}: ${noSpace(`${path}.part`)}`);
    assert.equal(requests, 1);
  },
);
