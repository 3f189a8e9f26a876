/**
 * The whole way in one command: dataset → embeddings → head → evaluation → model package → prediction.
 *
 *   deno task demo                 # ESC-10 where the assets folder has it, else generated clips
 *   deno task demo --data esc50    # ESC-50 from its public address (600 MB)
 *
 * Where MLFLOW_TRACKING_URI names a server, the model is registered there and predicts from there, and the
 * demo ends with the addresses to open.
 *
 * Each step is a task of its own; the demo prints its command before running it, to be pasted and changed.
 */
import { join } from "node:path";
import { z } from "zod";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { findAsset } from "../lib/storage/find_asset.ts";
import { aliasAddresses } from "../lib/tracking/models/alias_addresses.ts";
import { mlflowServers } from "../lib/tracking/models/mlflow_servers.ts";

const ALIAS = "champion";

const DATA = ["esc10", "esc50", "generated"] as const;

async function main(): Promise<void> {
  const options = parseCommand({
    name: "demo",
    summary: "Trains, evaluates and tries out a classifier, from audio to prediction.",
    flags: {
      data: flag(z.enum(DATA, `wanted one of ${DATA.join(", ")}`).optional(), {
        value: "NAME",
        description: "esc10, esc50 or generated; ESC-10 by default where it was brought along",
        env: ["DEMO_DATA"],
      }),
      out: flag(z.string().default("out/demo"), {
        value: "DIR",
        description: "Where everything goes",
        env: ["DEMO_OUT"],
      }),
    },
  });
  const backbone = await chooseBackbone();
  const data = options.data ?? chooseData();
  const dataset = join(options.out, `dataset-${data}`);
  const model = join(options.out, "model");

  await task("dataset", "--source", data, "--out", dataset);
  const server = Deno.env.get("MLFLOW_TRACKING_URI") ?? "";
  const name = `yamnet-kit-demo-${data}`; // one for each dataset: another demo's champion stays
  const isServer = /^https?:/.test(server);
  const registered = isServer ? ["--register", name, "--alias", ALIAS] : [];
  await task(
    "train",
    ...["--dataset", dataset, "--out", model, "--backbone", backbone, ...registered],
  );
  if (backbone === "yamnet" && data !== "generated") {
    const out = join(options.out, "zero-shot");
    printNote("\nZero-shot: the same clips judged by YAMNet as it is, without any training.");
    await task("evaluate", "--dataset", dataset, "--backbone", "yamnet", "--out", out);
  }
  printNote("\nA prediction over time, of a clip of the training data: new sounds are harder.");
  const uri = isServer ? `models:/${name}@${ALIAS}` : model;
  await task("predict", "--model", uri, "--frames", await tellingClip(dataset));

  print("");
  print(`Model:   ${model} (backbone ${backbone}, data ${data})`);
  print(`Report:  ${join(model, "out_of_fold", "report.html")}`);
  if (!isServer) return;
  const { version, run } = await aliasAddresses(mlflowServers(server), name, ALIAS);
  print(`MLflow:  ${uri}`);
  print(`Version: ${version}`);
  print(`Run:     ${run}`);
}

/** YAMNet where its weights can be had; else the log-mel baseline, never in silence. */
async function chooseBackbone(): Promise<"yamnet" | "logmel"> {
  if (await runTask("model") === 0) return "yamnet";
  printNote("YAMNet's weights cannot be had here (see above): going on with the log-mel baseline.");
  return "logmel";
}

function chooseData(): "esc10" | "generated" {
  if (findAsset("ESC-10-folds-1-4.zip")) return "esc10";
  printNote(
    "No recordings at hand (YAMNET_KIT_ASSETS has no ESC-10; --data esc50 downloads): using generated clips.",
  );
  return "generated";
}

/** Sounds that go on for a whole clip: others are mostly silence, which shows little over time. */
const LASTING = ["crying_baby", "rain", "sea_waves"];

/** A clip to try the model on: the first of a lasting sound, else the first of all. */
async function tellingClip(dataset: string): Promise<string> {
  const Manifest = z.object({
    samples: z.array(z.object({ filepath: z.string(), label: z.string().optional() })).min(1),
  });
  const text = await Deno.readTextFile(join(dataset, "manifest.json"));
  const { samples } = Manifest.parse(JSON.parse(text));
  const lasting = LASTING.map((wanted) => samples.find(({ label }) => label === wanted));
  const [sample] = [...lasting.filter((found) => found !== undefined), ...samples];
  return join(dataset, sample?.filepath ?? "");
}

async function task(name: string, ...args: string[]): Promise<void> {
  const code = await runTask(name, ...args);
  if (code !== 0) {
    throw new Error(`The demo stopped: "deno task ${name}" ended with exit code ${code}`);
  }
}

async function runTask(name: string, ...args: string[]): Promise<number> {
  printNote(`\n$ deno task ${name} ${args.join(" ")}`.trimEnd());
  const command = new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", name, ...args],
    cwd: join(import.meta.dirname ?? "", ".."), // where Deno finds the tasks
  });
  const { code } = await command.spawn().status;
  return code;
}

await runScript(main);
