import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { DiskLog } from "../dataset/creation/disk_log.ts";
import type { Outcome } from "./predict_each.ts";

const ClassScore = z.object({ label: z.string(), score: z.number() });

const Line = z.union([
  z.object({
    prediction: z.object({
      file: z.string(),
      durationSeconds: z.number(),
      top: z.array(ClassScore),
      frames: z.array(z.object({
        startMs: z.number(),
        endMs: z.number(),
        scores: z.record(z.string(), z.number()),
      })),
    }),
  }),
  z.object({ problem: z.string() }),
]);

/** What a journal is called: its result's name, what was asked, and an end of its own. */
const NAME = /^(.+)\.[0-9a-f]{12}\.partial$/;

/**
 * Beside a file of predictions that is not whole yet: what has come of each of its inputs so far, in their order,
 * so that a run that was killed goes on where it was.
 */
export class BatchJournal implements AsyncDisposable {
  readonly #path: string;
  readonly #log: DiskLog;
  #done: number;

  private constructor(path: string, log: DiskLog, done: number) {
    this.#path = path;
    this.#log = log;
    this.#done = done;
  }

  /**
   * Opens the journal of a result, or starts one. Those of the same result that others asked for otherwise,
   * and whose runs have ended, are removed.
   *
   * @param request SHA-256 of all that the result depends on.
   * @throws {Error} if another process is making the same.
   */
  static async open(out: string, request: string): Promise<BatchJournal> {
    const path = `${out}.${request.slice(0, 12)}.partial`;
    await removeOthers(out, path);
    const log = await DiskLog.open(path);
    if (!log) throw new Error(`Cannot write ${out}: another process is writing it`);
    let done = 0;
    for await (const _ of linesOf(path)) done++;
    return new BatchJournal(path, log, done);
  }

  /** Of how many inputs it is known what came. */
  get done(): number {
    return this.#done;
  }

  async add(outcome: Outcome): Promise<void> {
    await this.#log.add(JSON.stringify(outcome).replace(LINE_ENDS, escaped));
    this.#done++;
  }

  /** What has come so far. */
  async *outcomes(): AsyncIterable<Outcome> {
    for await (const line of linesOf(this.#path)) yield Line.parse(JSON.parse(line));
  }

  /** Ends it: the result is whole. */
  async remove(): Promise<void> {
    await Deno.remove(this.#path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#log[Symbol.asyncDispose]();
  }
}

/** Names may have these, JSON leaves them as they are, and readline takes them for ends of lines. */
const LINE_ENDS = /[\u2028\u2029]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16)}`;
}

function linesOf(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path), crlfDelay: Infinity });
}

async function removeOthers(out: string, own: string): Promise<void> {
  const folder = dirname(out);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((name) => NAME.exec(name)?.[1] === basename(out))) {
    const path = join(folder, name);
    if (basename(own) === name) continue;
    await using held = await DiskLog.open(path);
    if (held) await Deno.remove(path);
  }
}
