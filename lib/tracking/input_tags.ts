import type { Dataset } from "../dataset/dataset.ts";

/** What a run's flags say of the code that it runs. */
export interface CodeVersion {
  gitSha?: string | undefined;
  imageDigest?: string | undefined;
}

/**
 * Tags for what went into a run: the data, and, where the flags name them, commit and container image. The
 * commit is also set as MLflow's own tag, over the one that is checked out.
 */
export function inputTags(
  { dataHash }: Dataset,
  { gitSha, imageDigest }: CodeVersion,
): Record<string, string> {
  return {
    data_hash: dataHash,
    ...(gitSha && { git_sha: gitSha, "mlflow.source.git.commit": gitSha }),
    ...(imageDigest && { image_digest: imageDigest }),
  };
}
