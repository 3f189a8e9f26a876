import { UsageError } from "../../cli/exit.ts";
import { minioStep, mlflowStep, namespaceStep, postgresStep, secretsStep } from "./base_steps.ts";
import { jobsStep, predictStep } from "./job_steps.ts";
import { metricsStep, modelFilesStep } from "./result_steps.ts";
import { runtimeStep, serveStep } from "./serving_steps.ts";
import type { Step } from "./step.ts";
import { bucketStep, imagesStep, recordingsStep, uploadStep } from "./upload_steps.ts";

/** The steps of the walk-through, in the order that they run: the buckets (8) before what goes into them (7). */
export const STEPS: readonly Step[] = [
  recordingsStep,
  namespaceStep,
  secretsStep,
  postgresStep,
  minioStep,
  mlflowStep,
  imagesStep,
  bucketStep,
  uploadStep,
  jobsStep,
  metricsStep,
  modelFilesStep,
  runtimeStep,
  serveStep,
  predictStep,
];

/**
 * The steps of a name, or all.
 *
 * @throws {UsageError} if there is none of that name.
 */
export function chooseSteps(name: string | undefined): readonly Step[] {
  if (name === undefined) return STEPS;
  const chosen = STEPS.filter((step) => step.name === name);
  if (chosen.length > 0) return chosen;
  const names = STEPS.map((step) => step.name).join(", ");
  throw new UsageError(`Bad value for --step: wanted one of ${names}; got "${name}"`);
}
