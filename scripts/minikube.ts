/**
 * Does all the steps of k8s/README.md on a running minikube: from recordings to a server that answers. Safe
 * to repeat: what is done is seen and stays.
 *
 *   minikube start --cpus=4 --memory=8g --disk-size=20g --kubernetes-version=v1.30.6
 *   deno task minikube                             # with generated recordings
 *   deno task minikube --source real_audio_dataset # with one's own: a folder, or ESC-50's archive
 *   deno task minikube --step 9                    # one step
 *   deno task minikube --step predict --again      # a Job once more, though it is complete
 *
 * It needs minikube, kubectl and tar, and names what is missing before it starts.
 */
import { z } from "zod";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { stopInOrder } from "../lib/cli/stop_in_order.ts";
import { connect } from "../lib/kubernetes/cluster/connect.ts";
import { runSteps } from "../lib/kubernetes/steps/run_steps.ts";
import { chooseSteps } from "../lib/kubernetes/steps/steps.ts";

async function main(): Promise<void> {
  const { step, source, again, anyway } = parseCommand({
    name: "minikube",
    summary: "Does the steps of k8s/README.md on a running minikube.",
    examples: [
      "deno task minikube",
      "deno task minikube --source esc10.zip",
      "deno task minikube --step 9",
    ],
    flags: {
      step: flag(z.string().optional(), {
        value: "NAME",
        description: "Only this step: 0 to 13, or predict",
        env: ["MINIKUBE_STEP"],
      }),
      source: flag(z.string().optional(), {
        value: "PATH",
        description:
          "Recordings: a folder of label/file.wav or with a manifest, or ESC-50's archive; generated ones by default",
        env: ["MINIKUBE_SOURCE"],
      }),
      again: flag(z.boolean("wanted true or false").default(false), {
        description: "Run Jobs that are complete once more",
        env: ["MINIKUBE_AGAIN"],
      }),
      anyway: flag(z.boolean("wanted true or false").default(false), {
        description: "Go on though the cluster is smaller or older than it should be",
        env: ["MINIKUBE_ANYWAY"],
      }),
    },
  });
  const steps = chooseSteps(step);
  using stop = stopInOrder();
  const kubectl = await connect(stop.signal, { anyway });
  await runSteps(steps, { kubectl, source, again });
}

await runScript(main);
