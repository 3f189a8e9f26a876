import assert from "node:assert/strict";
import { makeTempDir } from "../../storage/test_folder.ts";
import { readSecrets, writeSecrets } from "./secrets.ts";

Deno.test("writeSecrets() makes no file for a secret that the cluster has: it would be another one", async () => {
  const folder = await makeTempDir();
  await writeSecrets(folder, ["pg-secret"]);
  assert.deepEqual((await readSecrets(folder)).map(({ name }) => name), ["minio-secret"]);
  await writeSecrets(folder, ["minio-secret", "pg-secret"]);
  assert.equal((await readSecrets(folder)).length, 1);
  await writeSecrets(folder);
  assert.equal((await readSecrets(folder)).length, 2);
});
