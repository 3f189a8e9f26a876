import type { Kubectl } from "../programs/kubectl.ts";

/** What the steps are given. */
export interface StepContext {
  kubectl: Kubectl;
  /** Folder or archive of the recordings; made up ones where none was given. */
  source: string | undefined;
  /** Whether Jobs run that are complete already. */
  again: boolean;
}

/** One step of the walk-through. */
export interface Step {
  /** As `--step` takes it: "0" to "13", or "predict". */
  name: string;
  title: string;
  /** Does what is to be done still, and says in words what is there then. */
  run(context: StepContext): Promise<string>;
}

/** What to say of a part of the overlay. */
export function appliedText(changed: readonly string[]): string {
  return changed.length === 0 ? "was as it should be" : changed.join("; ");
}
