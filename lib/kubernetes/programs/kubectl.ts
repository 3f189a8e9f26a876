import type { z } from "zod";
import { describeIssue } from "../../storage/describe_issue.ts";
import { tryParseJson } from "../../storage/try_parse_json.ts";
import { type Outcome, runProgram } from "./run_program.ts";

/** No question to the API server takes longer; what waits for work is given its own limit. */
const PATIENCE_MS = 60_000;

/** How a call of kubectl differs from a short question. */
export interface KubectlOptions {
  /** Handed to kubectl, or to the program in the pod that it runs. */
  stdin?: string | ReadableStream<Uint8Array>;
  /** After which the call is given up; a minute by default. */
  limitMs?: number;
}

/** kubectl did not do what it was told. */
export class KubectlError extends Error {
  override name = "KubectlError";
}

/** Speaks to one namespace of one cluster, with the `kubectl` of the PATH. */
export class Kubectl {
  /**
   * @param context Always named: the user's current one may be another cluster.
   * @param signal Ends whatever is under way.
   */
  constructor(
    readonly context: string,
    readonly namespace: string,
    readonly signal: AbortSignal,
  ) {}

  /**
   * Runs `kubectl ARGS` and gives what it prints.
   *
   * @throws {KubectlError} if it fails, with what it said.
   */
  async run(args: readonly string[], options: KubectlOptions = {}): Promise<string> {
    const { code, out, err } = await this.try(args, options);
    if (code === 0) return out;
    throw new KubectlError(`${this.commandText(args)} failed: ${err.trim() || out.trim()}`);
  }

  /** The same, where failing is an answer too. */
  async try(
    args: readonly string[],
    { stdin, limitMs = PATIENCE_MS }: KubectlOptions = {},
  ): Promise<Outcome> {
    const limit = AbortSignal.timeout(limitMs);
    const signal = AbortSignal.any([this.signal, limit]);
    const target = [`--context=${this.context}`, `--namespace=${this.namespace}`];
    try {
      return await runProgram("kubectl", [...target, ...args], { stdin, signal });
    } catch (cause) {
      if (!limit.aborted || this.signal.aborted) throw cause;
      throw new KubectlError(
        `${this.commandText(args)} gave no answer within ${limitMs / 1000} s`,
        { cause },
      );
    }
  }

  /** What `kubectl get WORDS -o json` tells; `undefined` where there is no such object. */
  async find<Found>(schema: z.ZodType<Found>, ...words: string[]): Promise<Found | undefined> {
    const args = ["get", ...words, "--ignore-not-found", "--output=json"];
    const text = await this.run(args);
    if (text.trim() === "") return undefined;
    const { success, data, error } = schema.safeParse(tryParseJson(text));
    if (success) return data;
    throw new KubectlError(`${this.commandText(args)}: unexpected answer: ${describeIssue(error)}`);
  }

  /** As a person would type it. */
  commandText(args: readonly string[]): string {
    return `kubectl -n ${this.namespace} ${args.join(" ")}`;
  }
}
