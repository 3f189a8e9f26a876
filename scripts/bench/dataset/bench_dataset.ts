/**
 * Data ingestion beside the same work in Python (soundfile, soxr HQ, pyarrow, boto3, a process pool): generated
 * recordings from a folder and from an S3 server, to 16 kHz WAVs and manifests.
 *
 *   deno task bench:dataset                                # 1,000 and 10,000 clips, some ten minutes, 20 GB of disk
 *   deno task bench:dataset --clips 1000 --rounds 5
 *   deno task bench:dataset --clips 1000 --only folder
 *
 * The two take turns, each as a process of its own, from its start to its end. Ratios are the medians of the
 * rounds' own ratios; memory is the most of any turn. Needs Linux's /proc.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import config from "../../../deno.json" with { type: "json" };
import { jsonFlag, wholeNumber } from "../../../lib/cli/flags.ts";
import { flag, parseCommand } from "../../../lib/cli/parse_command.ts";
import { print, printNote } from "../../../lib/cli/print.ts";
import { runScript } from "../../../lib/cli/run_script.ts";
import { pythonEnv } from "../../../lib/python/python_env.ts";
import { type Comparison, comparisonText } from "./comparison.ts";
import { writeRecordings } from "./recordings.ts";
import { serveRecordings } from "./serve_recordings.ts";
import { takeTurns } from "./take_turns.ts";

const SOURCES = ["folder", "s3"] as const;

/** Throughput of the whole is compared with that of so many clips. */
const FEW_CLIPS = 1_000;

const PEER = fileURLToPath(new URL("./create_dataset_peer.py", import.meta.url));

async function main(): Promise<void> {
  const { clips, only, rounds, json } = parseCommand({
    name: "bench:dataset",
    summary: "Measures data ingestion beside the same work in Python.",
    flags: {
      clips: flag(wholeNumber(10).default(10_000), {
        value: "N",
        description: `Clips, 10000 by default; more than ${FEW_CLIPS} are compared with as many`,
        env: ["BENCH_CLIPS"],
      }),
      only: flag(
        z.string().default(SOURCES.join(",")).transform((text) => text.split(","))
          .pipe(z.array(z.enum(SOURCES, `wanted some of ${SOURCES.join(",")}`))),
        {
          value: "SOURCES",
          description: `Some of ${SOURCES.join(",")}; all of them by default`,
          env: ["BENCH_SOURCES"],
        },
      ),
      rounds: flag(wholeNumber(1).default(3), {
        value: "N",
        description: "Turns that each of the two takes, 3 by default",
        env: ["BENCH_ROUNDS"],
      }),
      json: jsonFlag,
    },
  });
  const python = await pythonEnv();
  const folder = await Deno.makeTempDir({ prefix: "bench_dataset_" });
  try {
    const counts = clips > FEW_CLIPS ? [FEW_CLIPS, clips] : [clips];
    for (const count of counts) await writeRecordings(join(folder, `clips_${count}`), count);
    await using s3 = only.includes("s3") ? await serveRecordings(folder, counts) : undefined;
    const comparisons: Comparison[] = [];
    for (const source of only) {
      for (const count of counts) {
        const uri = `${source === "s3" ? s3?.uri : folder}/clips_${count}`;
        printNote(`${count} clips from ${uri}:`);
        const commands = { ours: ourCommand(uri), python: [python, PEER, uri] };
        const out = join(folder, `out_${source}_${count}`);
        const turns = await takeTurns(commands, { python, out, rounds });
        comparisons.push({ source, clips: count, ...turns });
      }
    }
    print(json ? JSON.stringify(comparisons, null, 2) : comparisonText(comparisons));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** As `deno task dataset` runs it, to which only `--out` is left to say. */
function ourCommand(source: string): string[] {
  const [, ...words] = config.tasks.dataset.command.split(" ");
  return [Deno.execPath(), ...words, "--source", source];
}

await runScript(main);
