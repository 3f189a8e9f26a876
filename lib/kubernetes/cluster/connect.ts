import { printNote } from "../../cli/print.ts";
import { checkNodes, findMissingPrograms, type Problem, START_COMMAND } from "./check_cluster.ts";
import { Kubectl } from "../programs/kubectl.ts";
import { findRunningCluster } from "../programs/minikube.ts";
import { NAMESPACE } from "../places.ts";

/**
 * Finds the running minikube, once all that the steps need is there.
 *
 * @param signal Ends whatever is under way later.
 * @throws {Error} naming all that is missing at once, and what to do about it.
 */
export async function connect(
  signal: AbortSignal,
  { anyway }: { anyway: boolean },
): Promise<Kubectl> {
  requireNothing(await findMissingPrograms());
  const kubectl = new Kubectl(await runningCluster(signal), NAMESPACE, signal);
  const tight = await checkNodes(kubectl);
  if (!anyway) requireNothing(tight);
  for (const { what } of tight) printNote(`Going on all the same: ${what}`);
  return kubectl;
}

/** Its name, which is that of kubectl's context as well. */
async function runningCluster(signal: AbortSignal): Promise<string> {
  const name = await findRunningCluster(signal);
  if (name !== undefined) return name;
  throw new Error(`minikube's cluster does not run. Start it: ${START_COMMAND}`);
}

function requireNothing(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const lines = problems.map(({ what, advice }) => `  ${what}\n    ${advice}`);
  const isTight = problems.every(({ isTight }) => isTight);
  throw new Error(
    `Something is missing:\n${lines.join("\n")}` +
      (isTight ? "\nTo try all the same: --anyway" : ""),
  );
}
