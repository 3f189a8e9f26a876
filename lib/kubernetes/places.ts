import { join } from "node:path";

/** The project's folder, which the images are built from. */
export const PROJECT = join(import.meta.dirname ?? ".", "../..");

/** Where the secrets' manifests are; left out of git. */
export const SECRETS_FOLDER = join(PROJECT, "k8s/secrets");

/** The cluster's namespace that all of it is in. */
export const NAMESPACE = "mlops-train";
