/**
 * How fast this is, beside the same work in Python (LiteRT, onnxruntime, soundfile, soxr), and whether
 * memory stays flat.
 *
 *   deno task bench                              # everything, about five minutes
 *   deno task bench --only backbone,resampling   # some of it
 *   deno task bench --only memory --files 2000
 *
 * Contenders take turns in one run, and only ratios are worth quoting. Figures are medians; "at best" is the
 * ratio of each one's best turn, which tells more where other programs run.
 */
import { z } from "zod";
import { openBackbone } from "../../lib/backbone/open_backbone.ts";
import { jsonFlag, wholeNumber } from "../../lib/cli/flags.ts";
import { flag, parseCommand } from "../../lib/cli/parse_command.ts";
import { print, printNote } from "../../lib/cli/print.ts";
import { runScript } from "../../lib/cli/run_script.ts";
import { benchBackbone } from "./backbone.ts";
import { type Comparison, comparisonTable } from "./comparison.ts";
import { benchEndToEnd } from "./end_to_end.ts";
import { growth, measureMemory, type MemoryPoint } from "./memory.ts";
import { benchResampling } from "./resampling.ts";
import { benchTraining } from "./training.ts";
import { yamnetFiles } from "./yamnet_files.ts";

const PARTS = ["backbone", "end-to-end", "resampling", "training", "memory"] as const;
type Part = typeof PARTS[number];

async function main(): Promise<void> {
  const options = parseCommand({
    name: "bench",
    summary: "Measures speed beside Python and memory over many files.",
    flags: {
      only: flag(
        z.string().default(PARTS.join(",")).transform((text) => text.split(","))
          .pipe(z.array(z.enum(PARTS, `wanted some of ${PARTS.join(",")}`))),
        {
          value: "PARTS",
          description: `Some of ${PARTS.join(",")}; all of them by default`,
          env: ["BENCH_ONLY"],
        },
      ),
      rounds: flag(wholeNumber(1).default(40), {
        value: "N",
        description: "Turns that each contender takes, 40 by default",
        env: ["BENCH_ROUNDS"],
      }),
      files: flag(wholeNumber(10).default(10_000), {
        value: "N",
        description: "Files that memory is watched over, 10000 by default",
        env: ["BENCH_FILES"],
      }),
      json: jsonFlag,
    },
  });
  // First, in a fresh process: what the other parts leave to the garbage collector would blur it.
  const memory = options.only.includes("memory") ? await watchMemory(options.files) : [];
  const comparisons = await compareAll(options.only, options.rounds);
  if (options.json) return print(JSON.stringify({ comparisons, memory }, null, 2));
  if (comparisons.length > 0) print(comparisonTable(comparisons));
  if (memory.length > 0) print(describeMemory(memory));
}

async function compareAll(parts: readonly Part[], rounds: number): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  if (parts.includes("backbone") || parts.includes("end-to-end")) {
    await using yamnet = await yamnetFiles();
    if (parts.includes("backbone")) comparisons.push(...await benchBackbone(yamnet, rounds));
    if (parts.includes("end-to-end")) comparisons.push(...await benchEndToEnd(yamnet, rounds));
  }
  if (parts.includes("resampling")) comparisons.push(...await benchResampling(rounds));
  if (parts.includes("training")) comparisons.push(...await benchTraining(rounds));
  return comparisons;
}

async function watchMemory(files: number): Promise<MemoryPoint[]> {
  printNote(`Memory over ${files} files:`);
  const { model } = await openBackbone("yamnet");
  return await measureMemory(model, files);
}

function describeMemory(points: readonly MemoryPoint[]): string {
  const steps = points.map(({ files, rssMiB }) => `${files}: ${rssMiB}`).join(", ");
  return `\nRSS in MiB after files: ${steps}\nGrowth over the second half: ${
    growth(points).toFixed(2)
  } MiB for 1,000 files`;
}

await runScript(main);
