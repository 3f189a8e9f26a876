/**
 * The whole way in one command: dataset → embeddings → head → evaluation → model package → prediction.
 *
 *   deno task demo                 # ESC-10 where the assets folder has it, else generated clips
 *   deno task demo --data esc50    # ESC-50 from its public address (600 MB)
 *
 * Each step is a task of its own; the demo prints its command before running it, to be pasted and changed.
 */
import { join } from "node:path";
import { z } from "zod";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { findAsset } from "../lib/storage/find_asset.ts";

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
  await task("train", "--dataset", dataset, "--out", model, "--backbone", backbone);
  if (backbone === "yamnet" && data !== "generated") {
    const out = join(options.out, "zero-shot");
    await task("evaluate", "--dataset", dataset, "--backbone", "yamnet", "--out", out);
  }
  await task("predict", "--model", model, "--frames", await firstClip(dataset));

  print("");
  print(`Model:   ${model} (backbone ${backbone}, data ${data})`);
  print(`Report:  ${join(model, "out_of_fold", "report.html")}`);
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

async function firstClip(dataset: string): Promise<string> {
  const Manifest = z.object({ samples: z.array(z.object({ filepath: z.string() })).min(1) });
  const text = await Deno.readTextFile(join(dataset, "manifest.json"));
  const [sample] = Manifest.parse(JSON.parse(text)).samples;
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
