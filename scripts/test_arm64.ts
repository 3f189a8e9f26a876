/**
 * Shows on an x64 machine that this runs alike on ARM64: QEMU runs ARM64's Deno and onnxruntime on real
 * clips, from YAMNet's weights to its scores, and they are compared with this machine's.
 *
 *   deno task test:arm64               # about two minutes on two cores
 *   deno task test:arm64 --clips 320   # all of ESC-10's clips that were brought along
 *
 * Needs Debian or Ubuntu on x64, and YAMNet's weights and ESC-10's clips in YAMNET_KIT_ASSETS. What it
 * installs goes to the cache folder, without root. Ends with 1 where they are not alike.
 */
import { join } from "node:path";
import type { Precision } from "../lib/backbone/backbone.ts";
import { wholeNumber } from "../lib/cli/flags.ts";
import { flag, parseCommand } from "../lib/cli/parse_command.ts";
import { print, printNote } from "../lib/cli/print.ts";
import { runScript } from "../lib/cli/run_script.ts";
import { table } from "../lib/cli/table.ts";
import { findAsset } from "../lib/storage/find_asset.ts";
import { writeClips } from "./arm64/esc10_clips.ts";
import { installEmulator } from "./arm64/install_emulator.ts";
import { compareParity, isAlike } from "./arm64/parity.ts";
import { predictOn } from "./arm64/predict_on.ts";

const CLIPS_FILE = "ESC-10-folds-1-4.zip";
const PRECISIONS: readonly Precision[] = ["int8", "float32"];

/** Emulated, float32 takes ten times as long as int8: it is given a fifth of the clips. */
const FLOAT32_SHARE = 1 / 5;

async function main(): Promise<void> {
  const { clips } = parseCommand({
    name: "test:arm64",
    summary: "Shows on an x64 machine that this runs alike on ARM64.",
    flags: {
      clips: flag(wholeNumber(1).default(40), {
        value: "N",
        description: "How many real clips are compared, 40 by default; in float32 a fifth",
        env: ["ARM64_CLIPS"],
      }),
    },
  });
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") {
    throw new Error(
      `Wanted Linux on x64, to compare ARM64 with; got ${Deno.build.os} on ${Deno.build.arch}`,
    );
  }
  const zip = findAsset(CLIPS_FILE);
  if (!zip) throw new Error(`Wanted ${CLIPS_FILE} in YAMNET_KIT_ASSETS; there is none`);
  const folder = await Deno.makeTempDir();
  try {
    await compareMachines(zip, clips, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function compareMachines(zip: string, count: number, folder: string): Promise<void> {
  printNote("Installing QEMU and ARM64's Deno, unless they are there");
  const emulator = await installEmulator();
  const comparisons = [];
  for (const precision of PRECISIONS) {
    const clips = join(folder, precision);
    await Deno.mkdir(clips);
    const some = precision === "int8" ? count : Math.ceil(count * FLOAT32_SHARE);
    await writeClips(zip, some, clips);
    printNote(`Predicting ${some} clips in ${precision}, on ARM64 and on x64`);
    const arm64 = await predictOn(emulator, clips, precision, join(folder, "arm64"));
    const x64 = await predictOn(undefined, clips, precision, join(folder, "x64"));
    comparisons.push({ precision, arm64, x64, parity: compareParity(arm64, x64) });
  }
  print(table(
    [
      "YAMNet in",
      "clips",
      "windows",
      "same top class",
      "mean difference",
      "largest",
      "same model file",
      "s on ARM64, emulated",
      "s on x64",
    ],
    comparisons.map(({ precision, arm64, x64, parity }) => [
      precision,
      parity.clips,
      parity.windows,
      `${(100 * parity.sameTop).toFixed(2)} %`,
      parity.meanDifference.toExponential(1),
      parity.largestDifference.toExponential(1),
      parity.isSameModel ? "yes" : "no",
      Math.round(arm64.seconds),
      Math.round(x64.seconds),
    ]),
  ));
  const unlike = comparisons.filter(({ parity }) => !isAlike(parity));
  if (unlike.length > 0) {
    throw new Error(
      `ARM64 and x64 differ in ${unlike.map(({ precision }) => precision).join(" and ")}: wanted ` +
        "the same model file, 99.5 % same top classes and a mean difference of at most 1e-4",
    );
  }
}

await runScript(main);
