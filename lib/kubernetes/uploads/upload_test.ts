import assert from "node:assert/strict";
import { join } from "node:path";
import { withEnvironment } from "../../storage/test_environment.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { Kubectl } from "../programs/kubectl.ts";
import { makePrograms } from "../programs/test_programs.ts";
import { uploadThroughPod } from "./upload.ts";

const EVICTED = JSON.stringify({
  items: [{
    metadata: { name: "upload" },
    status: { phase: "Failed", reason: "Evicted", message: "Usage exceeds the limit 4Gi" },
  }],
});

Deno.test(
  "uploadThroughPod() says why its pod was ended in the middle",
  { ignore: Deno.build.os === "windows" },
  async () => {
    const path = join(await makeTempDir(), "clips.zip");
    await Deno.writeTextFile(path, "clips");
    const PATH = await makePrograms({
      tar: "echo clips",
      kubectl: `case "$*" in
  *" exec "*) read -r _; echo "command terminated with exit code 137" >&2; exit 137 ;;
  *" get pods "*) echo '${EVICTED}' ;;
  *" get events "*) echo '{"items":[]}' ;;
esac`,
    });
    const kubectl = new Kubectl("minikube", "mlops-train", new AbortController().signal);
    const upload = () => uploadThroughPod(kubectl, { path, isFile: true }, "s3://datasets/source");
    await assert.rejects(withEnvironment({ PATH }, upload), /code 137\nPod upload: Evicted, Usage/);
  },
);
