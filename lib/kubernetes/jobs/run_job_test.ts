import assert from "node:assert/strict";
import { join } from "node:path";
import { makeTempDir } from "../../storage/test_folder.ts";
import { withEnvironment } from "../../storage/test_environment.ts";
import { Kubectl } from "../programs/kubectl.ts";
import { runJob, type RunJobOptions } from "./run_job.ts";
import { makePrograms } from "../programs/test_programs.ts";

/** What the API server tells of a Job that is complete. */
const COMPLETE = JSON.stringify({
  metadata: { uid: "u1" },
  spec: {},
  status: { conditions: [{ type: "Complete", status: "True" }] },
});

/** Runs a Job where settings and volume are as told; every Job that is made is complete at once. */
async function run(
  file: string,
  { settings, marks, replacing }: {
    settings: string;
    marks: Readonly<Record<string, string>>;
    replacing?: RunJobOptions["replacing"];
  },
): Promise<{ how: string; marks: Record<string, string> }> {
  const noted = join(await makeTempDir(), "noted");
  const volume = JSON.stringify({ metadata: { annotations: marks } });
  const PATH = await makePrograms({
    kubectl: `case "$*" in
  *" get configmap/"*) echo '{"data":{"DATASET_SOURCE":"${settings}"}}' ;;
  *" get persistentvolumeclaim/"*) echo '${volume}' ;;
  *" get job "*) echo '${COMPLETE}' ;;
  *" annotate "*) for word; do :; done; echo "$word" >${noted} ;;
esac`,
  });
  const kubectl = new Kubectl("minikube", "mlops-train", new AbortController().signal);
  const how = await withEnvironment(
    { PATH },
    () => runJob(kubectl, file, { limitSeconds: 5, again: false, ...(replacing && { replacing }) }),
  );
  const [name = "", value = ""] = await Deno.readTextFile(noted)
    .then((text) => text.trim().split("="), () => []);
  return { how, marks: { ...marks, ...(name && { [name]: value }) } };
}

const skipped = { ignore: Deno.build.os === "windows" };

Deno.test("runJob() leaves a Job that is complete with the same settings", skipped, async () => {
  const file = "k8s/dataset/dataset_job.yaml";
  const first = await run(file, { settings: "one", marks: {} });
  assert.equal(first.how, "ran");
  assert.match(first.marks["yamnet-kit/job-dataset"] ?? "", /^[0-9a-f]{16}\.u1$/);
  assert.equal((await run(file, { ...first, settings: "one" })).how, "complete before");
  assert.equal((await run(file, { ...first, settings: "another" })).how, "ran");
});

Deno.test(
  "runJob() leaves the buckets' Job whatever the settings, which it is not given",
  skipped,
  async () => {
    const file = "k8s/minio/bucket_job.yaml";
    const first = await run(file, { settings: "one", marks: {} });
    assert.equal(first.how, "ran");
    assert.equal((await run(file, { ...first, settings: "another" })).how, "complete before");
  },
);

Deno.test(
  "runJob() runs a Job anew where another text is put into its manifest",
  skipped,
  async () => {
    const file = "k8s/predict/predict_job.yaml";
    const by = (version: string) => ["models:/yamnet-audio@champion", version] as const;
    const first = await run(file, { settings: "one", marks: {}, replacing: by("models:/a/1") });
    assert.equal(first.how, "ran");
    const again = { ...first, settings: "one" };
    assert.equal(
      (await run(file, { ...again, replacing: by("models:/a/1") })).how,
      "complete before",
    );
    assert.equal((await run(file, { ...again, replacing: by("models:/a/2") })).how, "ran");
  },
);
