import { Stopped } from "../../cli/exit.ts";
import { printNote } from "../../cli/print.ts";
import type { Step, StepContext } from "./step.ts";

/**
 * Does steps one after another, and tells of each what it does and what is there then.
 *
 * @throws {Error} at the first that fails, with how to go on.
 */
export async function runSteps(steps: readonly Step[], context: StepContext): Promise<void> {
  for (const step of steps) {
    printNote(`Step ${step.name}: ${step.title}`);
    const startMs = performance.now();
    try {
      const said = await step.run(context);
      printNote(`  ${said} (${((performance.now() - startMs) / 1000).toFixed(0)} s)`);
    } catch (cause) {
      if (cause instanceof Stopped) throw cause;
      throw new Error(
        `Step ${step.name} (${step.title}) failed: ${
          cause instanceof Error ? cause.message : cause
        }\nWhat to look at: k8s/README.md, step ${step.name}. The same command goes on from here.`,
        { cause },
      );
    }
  }
}
