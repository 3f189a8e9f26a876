/**
 * Undoes `deno task minikube`: removes the namespace mlops-train with all that is in it, runs, models and
 * recordings in MinIO included. The cluster itself, its images and the secrets' files stay.
 *
 *   deno task minikube:down
 *   deno task minikube:down --keep-data   # the volumes of Postgres and MinIO, and their secrets, stay
 */
import { z } from "zod";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { stopInOrder } from "../lib/cli/stop_in_order.ts";
import { connect } from "../lib/kubernetes/cluster/connect.ts";
import { removeAll, removeWorkloads } from "../lib/kubernetes/take_down.ts";

async function main(): Promise<void> {
  const { keepData } = parseCommand({
    name: "minikube:down",
    summary: "Removes what `deno task minikube` has made in the cluster.",
    flags: {
      keepData: flag(z.boolean("wanted true or false").default(false), {
        description: "Keep the volumes of Postgres and MinIO, and the secrets that open them",
        env: ["MINIKUBE_KEEP_DATA"],
      }),
    },
  });
  using stop = stopInOrder();
  const kubectl = await connect(stop.signal, { anyway: true });
  await (keepData ? removeWorkloads(kubectl) : removeAll(kubectl));
}

await runScript(main);
