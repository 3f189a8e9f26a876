/**
 * The checks of `deno task test:cluster`, which runs them in the network of an empty cluster. To run some of
 * them again, on a cluster that `deno task test:cluster --keep` has left up, name words of them:
 *
 *   export CLUSTER_TOOL=…/tools/cluster/cluster CLUSTER_HOST_PID=$$
 *   $CLUSTER_TOOL run deno run --allow-all scripts/cluster/run_checks.ts rolling update
 */
import { parseCommand } from "../../lib/cli/parse_command.ts";
import { print } from "../../lib/cli/print.ts";
import { runScript } from "../../lib/cli/run_script.ts";
import { stopInOrder } from "../../lib/cli/stop_in_order.ts";
import { findAsset } from "../../lib/storage/find_asset.ts";
import { runChecks } from "./check.ts";
import { openNamespace, useCluster } from "./cluster.ts";
import { imageSizes } from "./figures.ts";
import { runOnHost } from "./host_run.ts";
import { listChecks } from "./list_checks.ts";
import { MemoryWatch } from "./memory_watch.ts";
import { NOT_RUN } from "./not_run.ts";

/** 320 clips of 5 s. */
const RECORDINGS = "ESC-10-folds-1-4.zip";

async function main(): Promise<void> {
  const { positional: words } = parseCommand({
    name: "run_checks",
    summary: "Checks what must hold in the cluster.",
    positional: { name: "WORD", description: "Of the checks' names; all checks by default" },
    flags: {},
  });
  const source = findAsset(RECORDINGS);
  if (source === undefined) throw new Error(`No ${RECORDINGS} in the folder of YAMNET_KIT_ASSETS`);
  using stop = stopInOrder();
  const kubectl = await openNamespace(stop.signal);
  const folder = await Deno.makeTempDir();
  try {
    const host = await runOnHost(source, folder);
    const checks = listChecks({ kubectl, source, host, folder })
      .filter(({ name }) => words.every((word) => name.includes(word)));
    if (words.length > 0) await useCluster(kubectl);
    using memory = new MemoryWatch(kubectl);
    const closing = await runChecks(checks);
    print(["", await imageSizes(kubectl), "", memory.table(), "", ...NOT_RUN].join("\n"));
    print(`\n${closing.line}`);
    if (closing.failed > 0) throw new Error(`${closing.failed} checks have failed`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

await runScript(main);
