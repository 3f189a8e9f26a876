/**
 * Says what this machine has for the work and what to do about the rest.
 *
 *   deno task doctor          # a table, and what to do about it
 *   deno task doctor --json   # the same for programs
 *
 * Ends with 0 where the main job can run, from a dataset to a prediction, if only with generated clips and
 * the log-mel baseline; with 1 where it cannot.
 */
import { jsonFlag } from "../lib/cli/flags.ts";
import { parseCommand } from "../lib/cli/parse_command.ts";
import { print } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { describeChecks } from "./doctor/check.ts";
import { checkMachine } from "./doctor/check_machine.ts";
import { checkNetwork } from "./doctor/check_network.ts";
import { checkSoftware } from "./doctor/check_software.ts";
import { checkStorage } from "./doctor/check_storage.ts";

async function main(): Promise<void> {
  const { json } = parseCommand({
    name: "doctor",
    summary: "Says what this machine has for the work and what to do about the rest.",
    flags: { json: jsonFlag },
  });
  const groups = await Promise.all([
    checkMachine(),
    checkSoftware(),
    checkStorage(),
    checkNetwork(),
  ]);
  const checks = groups.flat();
  const broken = checks.filter(({ verdict }) => verdict === "broken").map(({ name }) => name);
  print(
    json ? JSON.stringify({ ok: broken.length === 0, checks }, null, 2) : describeChecks(checks),
  );
  if (broken.length > 0) {
    throw new Error(`The main job cannot run on this machine: see ${broken.join(", ")} above`);
  }
}

await runScript(main);
