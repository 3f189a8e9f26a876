import assert from "node:assert/strict";
import { withEnvironment } from "../../storage/test_environment.ts";
import { applySecrets } from "./apply_secrets.ts";
import { Kubectl } from "../programs/kubectl.ts";
import { makePrograms } from "../programs/test_programs.ts";

const SECRET = {
  path: "k8s/secrets/minio.yaml",
  name: "minio-secret",
  values: { PASSWORD: "abc" },
};

/** Runs it where the cluster has this secret, or none. */
async function apply(stored: string): Promise<string[]> {
  const PATH = await makePrograms({
    kubectl: `case "$*" in *" get secret "*) echo '${stored}' ;; *" apply "*) ;; *) exit 1 ;; esac`,
  });
  const kubectl = new Kubectl("minikube", "mlops-train", new AbortController().signal);
  return await withEnvironment({ PATH }, () => applySecrets(kubectl, [SECRET]));
}

const skipped = { ignore: Deno.build.os === "windows" };

Deno.test(
  "applySecrets() gives the cluster what it has not, and leaves what is the same",
  skipped,
  async () => {
    assert.deepEqual(await apply(""), ["minio-secret"]);
    assert.deepEqual(await apply(`{"data":{"PASSWORD":"${btoa("abc")}"}}`), []);
  },
);

Deno.test("applySecrets() refuses to lock a database out of its volume", skipped, async () => {
  await assert.rejects(apply(`{"data":{"PASSWORD":"${btoa("other")}"}}`), (error: Error) => {
    assert.match(error.message, /other secrets than k8s\/secrets\/minio\.yaml .*PASSWORD/);
    assert.match(error.message, /remove the file.*minikube:down/);
    return !error.message.includes("abc");
  });
});
