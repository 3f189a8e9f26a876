import { printNote } from "../../cli/print.ts";
import { runJob } from "../jobs/run_job.ts";
import { findChampion, MODEL_NAME } from "../services/champion.ts";
import { listBucket } from "../services/list_bucket.ts";
import type { Step, StepContext } from "./step.ts";

/** A day's recordings, on a small machine. */
const LIMIT_SECONDS = 4 * 3600;

/** From recordings to a registered model and its figures. */
const CHAIN = [
  { name: "dataset", file: "k8s/dataset/dataset_job.yaml" },
  { name: "embed", file: "k8s/train/embed_job.yaml", after: "dataset" },
  { name: "train", file: "k8s/train/train_job.yaml", after: "embed" },
  { name: "eval", file: "k8s/eval/eval_job.yaml", after: "train" },
];

export const jobsStep: Step = {
  name: "9",
  title: "Jobs: dataset, embed, train, eval",
  async run({ kubectl, again }: StepContext) {
    let ran = 0;
    for (const { name, file, ...options } of CHAIN) {
      const how = await runJob(kubectl, file, { limitSeconds: LIMIT_SECONDS, again, ...options });
      printNote(`  ${name}: ${how}`);
      if (how === "ran") ran++;
    }
    return ran > 0 ? `complete, ${ran} of them now` : "were complete (once more: --again)";
  },
};

export const predictStep: Step = {
  name: "predict",
  title: "Job: predict, what can be heard in the whole dataset",
  async run({ kubectl, again }: StepContext) {
    const { version } = await findChampion(kubectl);
    const how = await runJob(kubectl, "k8s/predict/predict_job.yaml", {
      limitSeconds: LIMIT_SECONDS,
      again,
      after: "train",
      // All parts by one version: the alias may move while they are at work.
      replacing: [`models:/${MODEL_NAME}@champion`, `models:/${MODEL_NAME}/${version}`],
    });
    if (!(await listBucket(kubectl, "datasets")).includes("predictions/said.parquet")) {
      throw new Error(
        "The Job predict is complete, but there is no s3://datasets/predictions/said.parquet: see kubectl logs job/predict, and run it --again",
      );
    }
    return `s3://datasets/predictions/said.parquet, by version ${version} (Job ${how})`;
  },
};
