import { join } from "node:path";
import type { Kubectl } from "../programs/kubectl.ts";
import { PROJECT } from "../places.ts";

/** What always runs, as minikube gets it. */
const OVERLAY = join(PROJECT, "k8s/overlays/minikube");

/** The parts of the overlay, by the label that its objects have. */
export type Part = "base" | "postgres" | "minio" | "mlflow" | "serve";

/**
 * Applies one part of the overlay; what is as it should be stays.
 *
 * @returns What was made or changed: "deployment.apps/mlflow created"; nothing where all was there.
 */
export async function applyPart(kubectl: Kubectl, part: Part): Promise<string[]> {
  const out = await kubectl.run([
    ...["apply", "--kustomize", OVERLAY, `--selector=app.kubernetes.io/component=${part}`],
  ]);
  const lines = out.split("\n").filter((line) => line !== "");
  return lines.filter((line) => !line.endsWith(" unchanged"));
}
