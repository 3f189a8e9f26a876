import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../storage/test_folder.ts";
import { checkedOutCommit } from "./run_source.ts";

const COMMIT = "e1a7fbd9c1d2a3b4c5d6e7f8091a2b3c4d5e6f70";

async function gitFolder(files: Record<string, string>): Promise<string> {
  const folder = await makeTempDir();
  await Deno.mkdir(join(folder, "refs/heads"), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(join(folder, name), text);
  }
  return folder;
}

Deno.test("checkedOutCommit() reads a branch, a packed branch and a detached HEAD", async () => {
  const onMain = { "HEAD": "ref: refs/heads/main\n" };
  const loose = await gitFolder({ ...onMain, "refs/heads/main": `${COMMIT}\n` });
  assert.equal(checkedOutCommit(loose), COMMIT);
  const packed = await gitFolder({
    ...onMain,
    "packed-refs": `# pack-refs\n${
      "0".repeat(40)
    } refs/heads/main-old\n${COMMIT} refs/heads/main\n`,
  });
  assert.equal(checkedOutCommit(packed), COMMIT);
  assert.equal(checkedOutCommit(await gitFolder({ "HEAD": `${COMMIT}\n` })), COMMIT);
});

Deno.test("checkedOutCommit() knows no commit of a new repository or of no repository", async () => {
  assert.equal(
    checkedOutCommit(await gitFolder({ "HEAD": "ref: refs/heads/main\n" })),
    undefined,
  );
  assert.equal(checkedOutCommit("/no/such/folder"), undefined);
});
