import assert from "node:assert/strict";
import { join } from "node:path";
import { withEnvironment } from "../storage/test_environment.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { Kubectl } from "./programs/kubectl.ts";
import { makePrograms } from "./programs/test_programs.ts";
import { removeAll, removeWorkloads } from "./take_down.ts";

/** What kubectl is told to delete, in a cluster with KServe's kinds. */
async function deleted(remove: (kubectl: Kubectl) => Promise<void>): Promise<string[]> {
  const asked = join(await makeTempDir(), "asked");
  const PATH = await makePrograms({
    kubectl: `case "$*" in
  *" get crd "*) echo '{}' ;;
  *" get deployments "*) echo '{"items":[]}' ;;
  *" delete "*) echo "$4 $5" >>${asked} ;;
esac`,
  });
  const kubectl = new Kubectl("minikube", "mlops-train", new AbortController().signal);
  await withEnvironment({ PATH }, () => remove(kubectl));
  return (await Deno.readTextFile(asked)).trim().split("\n");
}

const skipped = { ignore: Deno.build.os === "windows" };

Deno.test(
  "removeAll() removes the namespace, and then the host's volume, which would refuse the next claim",
  skipped,
  async () => {
    assert.deepEqual(await deleted(removeAll), [
      "namespace mlops-train",
      "persistentvolume/mlops-train-recordings --ignore-not-found",
    ]);
  },
);

Deno.test(
  "removeWorkloads() removes InferenceServices before the Deployments that KServe makes for them, and no volume",
  skipped,
  async () => {
    const [services, workloads, ...more] = await deleted(removeWorkloads);
    assert.equal(services, "inferenceservices --all");
    assert.match(workloads ?? "", /deployments,statefulsets,pods/);
    assert.doesNotMatch(workloads ?? "", /volume|secret|namespace/);
    assert.deepEqual(more, []);
  },
);
