import assert from "node:assert/strict";
import { join } from "node:path";
import { withEnvironment } from "../storage/test_environment.ts";
import { makeTempDir } from "../storage/test_folder.ts";
import { Kubectl } from "./programs/kubectl.ts";
import { removeAll } from "./take_down.ts";
import { makePrograms } from "./programs/test_programs.ts";

Deno.test(
  "removeAll() removes the namespace, and then the host's volume, which would refuse the next claim",
  { ignore: Deno.build.os === "windows" },
  async () => {
    const asked = join(await makeTempDir(), "asked");
    const PATH = await makePrograms({
      kubectl: `case "$*" in *" delete "*) echo "$3 $4 $5" >>${asked} ;; esac`,
    });
    const kubectl = new Kubectl("minikube", "mlops-train", new AbortController().signal);
    await withEnvironment({ PATH }, () => removeAll(kubectl));
    assert.deepEqual((await Deno.readTextFile(asked)).trim().split("\n"), [
      "delete namespace mlops-train",
      "delete persistentvolume/mlops-train-recordings --ignore-not-found",
    ]);
  },
);
