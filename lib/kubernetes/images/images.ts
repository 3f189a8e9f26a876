/** The images that `k8s/images/Dockerfile` makes, and the scripts that each of them runs. */
export const IMAGES = {
  dataset: ["scripts/create_dataset.ts", "scripts/upload.ts"],
  train: ["scripts/train.ts", "scripts/embed.ts"],
  eval: ["scripts/evaluate.ts", "scripts/predict.ts"],
  serve: ["scripts/serve.ts"],
} as const;

/** One of them; it is tagged `yamnet-<name>:dev`. */
export type ImageName = keyof typeof IMAGES;

/** All of them. */
export const IMAGE_NAMES = ["dataset", "train", "eval", "serve"] as const satisfies ImageName[];
