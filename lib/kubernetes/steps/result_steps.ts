import { z } from "zod";
import { print } from "../../cli/print.ts";
import { table } from "../../cli/table.ts";
import { askMlflow } from "../services/ask_mlflow.ts";
import { championFiles, findChampion, MODEL_NAME } from "../services/champion.ts";
import { readConfig } from "../jobs/config.ts";
import type { Kubectl } from "../programs/kubectl.ts";
import type { Step } from "./step.ts";

/** The figures that the replaced system logged, as the runs have them. */
const METRICS = ["accuracy", "precision", "recall", "f1"] as const;

const Experiment = z.object({ experiment: z.object({ experiment_id: z.string() }) });

const Metric = z.object({ key: z.string(), value: z.number() });
type Metric = z.output<typeof Metric>;

const Runs = z.object({
  runs: z.array(z.object({
    info: z.object({ run_id: z.string(), run_name: z.string().default(""), status: z.string() }),
    data: z.object({
      metrics: z.array(Metric).default([]),
    }).default({ metrics: [] }),
  })).default([]),
});

export const metricsStep: Step = {
  name: "10",
  title: "metrics in MLflow",
  async run({ kubectl }) {
    const runs = await listRuns(kubectl);
    if (runs.length === 0) throw new Error("MLflow has no run yet: deno task minikube --step 9");
    print(table(
      ["run", "id", "status", ...METRICS],
      runs.map(({ info, data }) => {
        const figures = METRICS.map((name) => figureText(data.metrics, name));
        return [info.run_name, info.run_id, info.status, ...figures];
      }),
    ));
    return "the UI: kubectl -n mlops-train port-forward service/mlflow 5000, then http://localhost:5000";
  },
};

/** Of clips that the model has not seen in training; else of those that it has, and said so. */
function figureText(metrics: readonly Metric[], name: string): string {
  const valueOf = (wanted: string) => metrics.find(({ key }) => key === wanted)?.value.toFixed(4);
  const seen = valueOf(`seen_${name}`);
  return valueOf(name) ?? (seen === undefined ? "-" : `${seen} (seen)`);
}

/** The newest runs of the Jobs' experiment. */
async function listRuns(kubectl: Kubectl): Promise<z.output<typeof Runs>["runs"]> {
  const { EXP_NAME = "yamnet-kit" } = await readConfig(kubectl);
  const path = `experiments/get-by-name?experiment_name=${encodeURIComponent(EXP_NAME)}`;
  const { experiment } = await askMlflow(kubectl, path, Experiment);
  const { runs } = await askMlflow(kubectl, "runs/search", Runs, {
    experiment_ids: [experiment.experiment_id],
    order_by: ["attributes.start_time DESC"],
    max_results: 10,
  });
  return runs;
}

export const modelFilesStep: Step = {
  name: "11",
  title: "the model's files in MinIO",
  async run({ kubectl }) {
    const champion = await findChampion(kubectl);
    const files = await championFiles(kubectl, champion);
    for (const path of files) print(`mlflow-artifacts/${path}`);
    return `${files.length} files of ${MODEL_NAME} version ${champion.version}`;
  },
};
