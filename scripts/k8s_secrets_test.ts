import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../lib/storage/test_folder.ts";
import { runTask } from "./test_task.ts";

const FILES = ["minio.yaml", "mlflow_secrets.yaml"];

async function read(folder: string): Promise<string[]> {
  return await Promise.all(FILES.map((file) => Deno.readTextFile(join(folder, file))));
}

Deno.test("k8s:secrets makes random secrets for their owner's eyes only, and never writes over them", async () => {
  const [first, second] = [await makeTempDir(), await makeTempDir()];
  const made = await runTask("k8s:secrets", ["--out", first]);
  assert.equal(made.code, 0, made.err);
  assert.match(
    made.out,
    /minio\.yaml: minio-secret, made\n.*mlflow_secrets\.yaml: pg-secret, made/,
  );
  const before = await read(first);
  assert.doesNotMatch(made.out + made.err, /[0-9a-f]{32}/);
  for (const text of before) assert.match(text, /PASSWORD: "[0-9a-f]{64}"/);
  if (Deno.build.os !== "windows") {
    for (const file of FILES) {
      assert.equal(((await Deno.stat(join(first, file))).mode ?? 0) & 0o777, 0o600);
    }
  }

  await Deno.remove(join(first, "minio.yaml"));
  const again = await runTask("k8s:secrets", ["--out", first]);
  assert.match(again.out, /minio-secret, made\n.*pg-secret, was there/);
  const after = await read(first);
  assert.equal(after[1], before[1]);
  assert.notEqual(after[0], before[0]);

  await runTask("k8s:secrets", ["--out", second]);
  const other = await read(second);
  assert.notEqual(other[1], before[1]);
  assert.deepEqual([...Deno.readDirSync(first)].map(({ name }) => name).sort(), FILES);
});

Deno.test("k8s:secrets says which file is no secret", async () => {
  const folder = await makeTempDir();
  await Deno.writeTextFile(join(folder, "minio.yaml"), "kind: ConfigMap\n");
  const { code, err } = await runTask("k8s:secrets", ["--out", folder]);
  assert.equal(code, 1);
  assert.match(err, /Cannot read the secret .*minio\.yaml: kind: .*Remove it/);
});
