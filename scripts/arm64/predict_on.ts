import { fileURLToPath } from "node:url";
import { z } from "zod";
import config from "../../deno.json" with { type: "json" };
import type { Precision } from "../../lib/backbone/backbone.ts";
import { ARM_CPU } from "./arm_cpu.ts";
import type { Emulator } from "./install_emulator.ts";
import { runProgram } from "./run_program.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** More than YAMNet has: all of them are printed. */
const ALL_CLASSES = "1000";

/** What `predict --json` prints, as far as it is compared. */
const Said = z.object({
  model: z.object({ digest: z.string() }),
  files: z.array(z.object({
    frames: z.array(z.object({ scores: z.record(z.string(), z.number()) })),
  })),
});

/** What one machine says of the clips. */
export interface Prediction {
  /** Of the ONNX file that it made of YAMNet's weights. */
  digest: string;
  files: z.infer<typeof Said>["files"];
  seconds: number;
}

/**
 * Runs the task `predict` with YAMNet on a folder, from the weights on: its cache is one of its own. Its
 * permissions are the task's.
 *
 * @param emulator Where it runs on ARM64; on this machine's processor without one.
 * @param cache Folder for the converted model.
 */
export async function predictOn(
  emulator: Emulator | undefined,
  clips: string,
  precision: Precision,
  cache: string,
): Promise<Prediction> {
  const env = {
    NO_COLOR: "1",
    YAMNET_KIT_CACHE: cache,
    ...(emulator ? { QEMU_LD_PREFIX: emulator.sysroot, QEMU_CPU: ARM_CPU } : {}),
  };
  const [, ...run] = config.tasks.predict.command.split(" "); // the first word is "deno"
  const startedMs = performance.now();
  const text = await runProgram([
    ...(emulator ? [emulator.qemu, emulator.deno] as const : [Deno.execPath()] as const),
    ...run.toSpliced(1, 0, "--no-code-cache"), // the two would share it
    ...["--backbone", "yamnet", "--precision", precision],
    ...["--top-n", ALL_CLASSES, "--json", clips],
  ], { cwd: PROJECT, env });
  const seconds = (performance.now() - startedMs) / 1000;
  const { model, files } = Said.parse(JSON.parse(text));
  return { digest: model.digest, files, seconds };
}
