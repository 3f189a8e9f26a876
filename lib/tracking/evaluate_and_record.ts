import type { OnProgress } from "../cli/progress.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { evaluateModel, evaluationMetrics, type ModelEvaluation } from "../model/evaluate_model.ts";
import type { Model } from "../model/model.ts";
import type { QuestionOptions } from "../model/question.ts";
import { writeEvaluationFolder } from "../plots/evaluation_folder.ts";
import { datasetInput } from "./dataset_input.ts";
import { type CodeVersion, inputTags } from "./input_tags.ts";
import { logConfusionMatrix } from "./log_confusion_matrix.ts";
import { recordRun } from "./record_run.ts";
import type { Params, Tracker } from "./tracker.ts";

/** What is asked of a model, and where the answer and its run go. */
export interface RecordedEvaluationOptions extends QuestionOptions, CodeVersion {
  /** Folder of report.html, metrics.json and predictions.json; an evaluation there is replaced. */
  out: string;
  experiment: string;
  onProgress?: OnProgress;
}

/** An evaluation whose results are on disk, and its run. */
export interface RecordedEvaluation {
  evaluation: ModelEvaluation;
  /** As in metrics.json. */
  metrics: Record<string, number>;
  runId: string;
  experimentId: string;
  /** Of predicting and judging. */
  elapsedSeconds: number;
}

/**
 * Says how good a model is on a dataset, writes that to a folder, and records all of it as one run: what
 * went in, the metrics, and the folder.
 *
 * @throws as `evaluateModel()`, `writeEvaluationFolder()` and the tracker do; the run has failed then.
 */
export async function evaluateAndRecord(
  tracker: Tracker,
  model: Model,
  dataset: Dataset,
  { out, experiment, ...options }: RecordedEvaluationOptions,
): Promise<RecordedEvaluation> {
  const name = `evaluate ${model.name}`;
  const params = inputParams(model, dataset, options);
  return await recordRun(tracker, { experiment, name, params }, async (run) => {
    await run.setTags(inputTags(dataset, options));
    await run.logDataset(datasetInput(dataset, "evaluation"));
    const startedMs = performance.now();
    const evaluation = await evaluateModel(model, dataset, options);
    const elapsedSeconds = (performance.now() - startedMs) / 1000;
    const metrics = { ...evaluationMetrics(evaluation), elapsed_sec: elapsedSeconds };
    await run.logMetrics(metrics);
    if (model.loggedModelId !== undefined) await run.logEvaluatedModel(model.loggedModelId);
    await writeEvaluationFolder(out, model, dataset, evaluation, metrics);
    await run.logArtifact(out, "evaluation");
    const main = evaluation.unseen ?? evaluation.seen;
    if (main?.task === "multi-class") await logConfusionMatrix(run, main);
    return { evaluation, metrics, runId: run.id, experimentId: run.experimentId, elapsedSeconds };
  });
}

function inputParams(
  model: Model,
  dataset: Dataset,
  { classFilter = [], target = "", topN }: QuestionOptions,
): Params {
  return {
    model: model.name,
    model_digest: model.digest,
    ...(model.version !== undefined && { model_version: model.version }),
    backbone: model.backbone.name,
    precision: model.backbone.precision,
    dataset: dataset.name,
    class_filter: classFilter.join(","),
    target,
    ...(topN !== undefined && { top_n: topN }),
  };
}
