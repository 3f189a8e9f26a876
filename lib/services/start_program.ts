import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { claimFolder } from "./folder_claim.ts";
import { allEnd, kill } from "./processes.ts";
import type { Service } from "./service.ts";

/**
 * Starts the program ($@) with its output in a file ($1), and beside it one that waits for the end of its
 * standard input, which comes when this process closes it or dies, even by kill -9: then it sends the
 * signal ($2) to the program and its children (the process group), and ends by force what is there after
 * some seconds ($3).
 */
const START = `
log=$1 signal=$2 tenths=\${3}0
shift 3
exec 3<&0
(
  trap "" TERM INT
  cat <&3
  kill -s "$signal" -- "-$$"
  while kill -0 "$$" && [ "$tenths" -gt 0 ]; do sleep 0.1; tenths=$((tenths - 1)); done
  [ "$tenths" -gt 0 ] || kill -s KILL -- "-$$"
) >/dev/null 2>&1 &
exec "$@" 3<&- </dev/null >"$log" 2>&1`;

const POLL_MS = 100;
/** MLflow was seen to take 90 s on a busy machine. */
const START_LIMIT_MS = 180_000;
const STOP_LIMIT_SECONDS = 20;
/** How much longer than the program its children may need. */
const CHILDREN_LIMIT_MS = 2_000;
const LOG_LINES = 8;

/** Variables of this process that a service gets: no credentials, proxies or addresses of other servers. */
const KEPT = ["PATH", "HOME", "TMPDIR", "LANG"];

/** What {@linkcode startProgram} runs. */
export interface Program {
  /** For messages: "MLflow". */
  name: string;
  command: [program: string, ...args: string[]];
  env?: Readonly<Record<string, string>>;
  /** Folder that it runs in, with its log; made where it is missing, and no other process's meanwhile. */
  folder: string;
  address: string;
  /** Whether it answers by now. */
  isReady: () => Promise<boolean>;
  /** What ends it in order, SIGTERM by default. */
  stopSignal?: "TERM" | "INT";
  /** How long that may take, 20 by default. */
  stopLimitSeconds?: number;
  /** Ends the start. */
  signal?: AbortSignal | undefined;
}

/**
 * Starts a program and waits until it answers. It ends with this process, however that ends.
 *
 * @throws {Error} if it runs in that folder already; if it ends or does not answer in time, with the last
 * lines of its log.
 */
export async function startProgram(program: Program): Promise<Service> {
  const { name, folder, address, command, env } = program;
  const { stopSignal = "TERM", stopLimitSeconds = STOP_LIMIT_SECONDS } = program;
  program.signal?.throwIfAborted();
  const log = join(folder, `${name.toLowerCase()}.log`);
  const claim = await claimFolder(name, folder);
  const child = new Deno.Command("sh", {
    args: ["-c", START, "sh", log, stopSignal, String(stopLimitSeconds), ...command],
    cwd: folder,
    clearEnv: true,
    env: { ...keptVariables(), ...env },
    stdin: "piped",
    stdout: "null",
    stderr: "null",
    detached: true, // a process group of its own, which Ctrl-C in a terminal does not reach
  }).spawn();
  await claim.note(child.pid);
  const ended = child.status.finally(claim.release);
  let stopped: Promise<void> | undefined;
  const stop = () => stopped ??= end(child, ended); // later, others can have its number
  try {
    await waitUntilReady(program, log, ended);
  } catch (cause) {
    await stop();
    throw new Error(`Cannot start ${name}: ${cause instanceof Error ? cause.message : cause}`);
  }
  return { address, pid: child.pid, log, ended, stop, [Symbol.asyncDispose]: stop };
}

/** Ends a program, see {@linkcode START}, and its children. */
async function end(child: Deno.ChildProcess, ended: Promise<unknown>): Promise<void> {
  await child.stdin.close().catch(() => {}); // closed where it has ended
  await ended;
  if (!await allEnd(-child.pid, CHILDREN_LIMIT_MS)) kill(-child.pid);
}

async function waitUntilReady(
  { isReady, signal }: Program,
  log: string,
  ended: Promise<Deno.CommandStatus>,
): Promise<void> {
  const limitMs = performance.now() + START_LIMIT_MS;
  while (!await isReady()) {
    signal?.throwIfAborted();
    const status = await within(ended, POLL_MS);
    if (status) throw new Error(`it ended with exit code ${status.code}${await endOfLog(log)}`);
    if (performance.now() > limitMs) {
      throw new Error(`no answer within ${START_LIMIT_MS / 1000} s${await endOfLog(log)}`);
    }
  }
}

async function endOfLog(log: string): Promise<string> {
  const text = await Deno.readTextFile(log).catch(() => "");
  const lines = text.trimEnd().split("\n").slice(-LOG_LINES);
  return `. The end of its log, ${log}:\n${lines.join("\n")}`;
}

/** What a promise gives within a time, else `undefined`. */
async function within<Value>(promise: Promise<Value>, limitMs: number): Promise<Value | undefined> {
  const abort = new AbortController();
  try {
    return await Promise.race([promise, delay(limitMs, undefined, { signal: abort.signal })]);
  } finally {
    abort.abort();
  }
}

function keptVariables(): Record<string, string> {
  return Object.fromEntries(KEPT.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}
