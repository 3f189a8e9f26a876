import { z } from "zod";
import { flag } from "./parse_command.ts";

/** A whole number of at least `minimum`, as a flag gives it. */
export function wholeNumber(minimum: number): z.ZodType<number> {
  return numberFrom(
    `wanted a whole number from ${minimum}`,
    (value) => Number.isSafeInteger(value) && value >= minimum,
  );
}

/** A number for which `holds`, as a flag gives it; `wanted` says in a message which these are. */
export function numberFrom(wanted: string, holds: (value: number) => boolean): z.ZodType<number> {
  // Number("") would be 0.
  return z.string(wanted).refine((text) => text.trim() !== "", wanted).transform(Number)
    .refine((value) => Number.isFinite(value) && holds(value), wanted);
}

/** A list of words with commas between them, as a flag gives it: "dog,rain". */
export const commaList = z.string()
  .transform((text) => text.split(",").map((word) => word.trim()).filter((word) => word !== ""))
  .refine((words) => words.length > 0, "wanted words with commas between them");

/** Pairs with commas between them, as a flag gives them: "path=file_name,fold=" (nothing for `fold`). */
export const commaPairs = z.string()
  .transform((text) => text.split(",").map((pair) => pair.split(/=(.*)/s, 2)))
  .refine(
    (pairs) => pairs.every(([name = "", value]) => name.trim() !== "" && value !== undefined),
    "wanted pairs such as path=file_name,label=tag",
  )
  .transform((pairs) =>
    Object.fromEntries(pairs.map(([name = "", value = ""]) => [name.trim(), value.trim()]))
  );

/** A trained model. */
export const modelFlag = flag(z.string().optional(), {
  value: "URI",
  description:
    "Folder or .onnx file of a trained model, here or at s3://; or models:/name@alias, models:/name/3 and runs:/<run id>/model of MLflow",
  env: ["MODEL_URI"],
});

/** Which of YAMNet's two ONNX files. */
export const precisionFlag = flag(
  z.enum(["int8", "float32"], "wanted int8 or float32").default("int8"),
  {
    value: "NAME",
    description: "Arithmetic inside YAMNet: int8 (by default) or float32",
    env: ["PRECISION"],
  },
);

/** Where embeddings are kept. */
export const embeddingsFlag = flag(z.string().optional(), {
  value: "URI",
  description: "Folder or s3://bucket/prefix that keeps embeddings, by default a local cache",
  env: ["EMBEDDINGS_URI"],
});

/** Which data: the same flags for every script that reads a dataset. */
export const datasetFlags = {
  dataset: flag(z.string("wanted a dataset"), {
    value: "URI",
    description: "Dataset folder, its manifest.json, or a folder of label/file.wav",
    env: ["MANIFEST_JSON"],
  }),
  dataBaseDir: flag(z.string().optional(), {
    value: "DIR",
    description: "Folder that the manifest's paths start from; by default the manifest's own",
    env: ["DATA_BASE_DIR"],
  }),
  dataHash: flag(z.string().optional(), {
    value: "SHA256",
    description: "Stop unless the data has this hash",
    env: ["DATA_HASH"],
  }),
} as const;

/** How a table of clips is read: a manifest in CSV or Parquet, or one of a database. */
export const tableFlags = {
  columns: flag(commaPairs.optional(), {
    value: "PAIRS",
    description:
      "Which columns of a table to take: path=file_name,label=tag; start=,end= says that none has them",
    env: ["DATASET_COLUMNS"],
  }),
  labelColumns: flag(commaList.optional(), {
    value: "COLUMNS",
    description: "Columns of 0 and 1 to take as labels: dog,rain",
    env: ["DATASET_LABEL_COLUMNS"],
  }),
  labelSeparator: flag(z.string().optional(), {
    value: "TEXT",
    description: "What stands between the labels in a column of several",
    env: ["DATASET_LABEL_SEPARATOR"],
  }),
  labelNames: flag(z.string().optional(), {
    value: "URI",
    description:
      "CSV with the columns mid and display_name, where a table has the labels' ids: AudioSet's class_labels_indices.csv",
    env: ["DATASET_LABEL_NAMES"],
  }),
  table: flag(z.string().optional(), {
    value: "NAME",
    description: "Table or view of a postgresql:// source: name or schema.name",
    env: ["DATASET_TABLE"],
  }),
  query: flag(z.string().optional(), {
    value: "SQL",
    description: "Instead of a table, one SELECT with a column of ids",
    env: ["DATASET_QUERY"],
  }),
} as const;

/** Where a run is recorded and what it is called: the same flags for every script that is tracked. */
export const trackingFlags = {
  trackingUri: flag(z.string().default("mlruns"), {
    value: "URI",
    description:
      "MLflow server (http://…) or folder of its file store that the run is recorded in, mlruns by default",
    env: ["MLFLOW_TRACKING_URI"],
  }),
  experiment: flag(z.string().default("yamnet-kit"), {
    value: "NAME",
    description: "MLflow experiment, yamnet-kit by default",
    env: ["MLFLOW_EXPERIMENT_NAME", "EXP_NAME"],
  }),
  gitSha: flag(z.string().optional(), {
    value: "SHA",
    description: "Tag of the run: the code's commit",
    env: ["GIT_SHA"],
  }),
  imageDigest: flag(z.string().optional(), {
    value: "SHA256",
    description: "Tag of the run: the container image",
    env: ["IMAGE_DIGEST"],
  }),
} as const;

/** As what a model is registered: the same flags for every script that makes one. */
export const registrationFlags = {
  register: flag(z.string().optional(), {
    value: "NAME",
    description: "Register the model under this name, on MLflow's server",
    env: ["MLFLOW_REGISTERED_MODEL_NAME", "REGISTERED_MODEL_NAME"],
  }),
  alias: flag(commaList.optional(), {
    value: "NAMES",
    description: "Aliases of the registered version, such as champion",
    env: ["MODEL_ALIAS"],
  }),
  stage: flag(
    z.enum(["Staging", "Production", "Archived"], "wanted Staging, Production or Archived")
      .optional(),
    {
      value: "NAME",
      description: "Stage of the registered version, which MLflow keeps beside aliases",
      env: ["MODEL_STAGE"],
    },
  ),
} as const;

/** Where the rows for SQL go. As a variable, since others on the machine can read flags. */
export const databaseFlag = flag(z.string().optional(), {
  value: "URL",
  description: "Postgres database that samples and predictions are recorded in too",
  env: ["DATABASE_URL"],
});

/** Makes stdout one JSON document. */
export const jsonFlag = flag(z.boolean("wanted true or false").default(false), {
  description: "Print one JSON document instead of text",
  env: ["JSON_OUTPUT"],
});
