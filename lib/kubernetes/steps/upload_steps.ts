import { join } from "node:path";
import { openBackbone } from "../../backbone/open_backbone.ts";
import { hasYamnet } from "../../backbone/locate_yamnet.ts";
import { changeConfig } from "../jobs/config.ts";
import { fingerprint, listingFingerprint } from "../jobs/fingerprint.ts";
import { buildImages, KIT_IMAGES } from "../images/build_images.ts";
import type { Kubectl } from "../programs/kubectl.ts";
import { MINIO_VOLUME, readMark, writeMark } from "../jobs/marks.ts";
import { runJob } from "../jobs/run_job.ts";
import { uploadThroughPod } from "../uploads/upload.ts";
import { startUploadPod } from "../uploads/upload_pod.ts";
import { openRecordings, type Recordings, SOURCE_URI } from "./recordings.ts";
import type { Step } from "./step.ts";

const MODELS_URI = "s3://datasets/models";

export const recordingsStep: Step = {
  name: "0",
  title: "recordings on this machine",
  async run(context) {
    const { path } = await openRecordings(context);
    const kind = context.source === undefined ? " (generated; yours with --source)" : "";
    return `${path}${kind}`;
  },
};

export const imagesStep: Step = {
  name: "6",
  title: "images of the kit, inside the cluster",
  run: async ({ kubectl }) => await buildImages(kubectl, KIT_IMAGES),
};

export const bucketStep: Step = {
  name: "8",
  title: "buckets",
  async run({ kubectl }) {
    const how = await runJob(kubectl, "k8s/minio/bucket_job.yaml", {
      limitSeconds: 300,
      again: false,
    });
    return `mlflow-artifacts and datasets (Job bucket ${how})`;
  },
};

export const uploadStep: Step = {
  name: "7",
  title: "recordings and YAMNet's weights into MinIO",
  async run(context) {
    const { kubectl } = context;
    const recordings = await openRecordings(context);
    const said = await uploadOnce(kubectl, recordings);
    const backbone = await uploadBackbone(kubectl);
    await changeConfig(kubectl, { DATASET_SOURCE: recordings.uri, BACKBONE: backbone });
    const name = backbone === "logmel"
      ? `logmel, as YAMNet's weights are not on this machine: "deno task model"`
      : backbone;
    return `${said}; backbone ${name}`;
  },
};

async function uploadOnce(kubectl: Kubectl, recordings: Recordings): Promise<string> {
  const wanted = fingerprint([await listingFingerprint(recordings.path), recordings.uri]);
  if (await readMark(kubectl, MINIO_VOLUME, "recordings") === wanted) {
    return `${recordings.uri} has them`;
  }
  await using _pod = await startUploadPod(kubectl);
  const said = await uploadThroughPod(kubectl, recordings, SOURCE_URI);
  await writeMark(kubectl, MINIO_VOLUME, "recordings", wanted);
  return said;
}

/** @returns What the Jobs take for a backbone: log-mel where YAMNet's weights are not on this machine. */
async function uploadBackbone(kubectl: Kubectl): Promise<string> {
  if (!await hasYamnet()) return "logmel";
  const { model, precision, digest } = await openBackbone("yamnet");
  const file = `yamnet-${precision}.onnx`;
  const uri = `${MODELS_URI}/${file}`;
  const wanted = digest.slice(0, 16);
  if (await readMark(kubectl, MINIO_VOLUME, "weights") === wanted) return uri;
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, file);
    await Deno.writeFile(path, model);
    await using _pod = await startUploadPod(kubectl);
    await uploadThroughPod(kubectl, { path, isFile: true }, MODELS_URI);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  await writeMark(kubectl, MINIO_VOLUME, "weights", wanted);
  return uri;
}
