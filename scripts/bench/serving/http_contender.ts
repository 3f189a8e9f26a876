import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { freePorts, LOOPBACK } from "../../../lib/services/ports.ts";
import type { Service } from "../../../lib/services/service.ts";
import { startProgram } from "../../../lib/services/start_program.ts";
import type { Contender, Running, TopScore, Turn, TurnPlan } from "./contender.ts";
import { HttpConnection, requestBytes } from "./http_connection.ts";
import type { LoadArguments } from "./load.ts";
import { runJson } from "./run_json.ts";
import { LoadResult } from "./tally.ts";

const LOAD = fileURLToPath(new URL("./load.ts", import.meta.url));
const PROCESS_TREE = fileURLToPath(new URL("./process_tree.py", import.meta.url));

/** Between two looks at a server that is starting. */
const POLL_MS = 10;
/** How many of them before it is also seen whether its program has ended. */
const POLLS = 100;
/** Between two questions to the health route. */
const HEALTH_PAUSE_MS = 50;

/** A server that is asked over HTTP. */
export interface HttpServer {
  name: string;
  command: (port: number) => [program: string, ...args: string[]];
  env?: Record<string, string>;
  /** Where it takes clips, and what a clip is for it. */
  path: string;
  contentType: string;
  bodyFile: string;
  healthPath: string;
  /** Reads it from an answer. */
  topScore: (answer: unknown) => TopScore | undefined;
}

/** Starts a server in a folder of its own, loads it from other processes, and asks the system what it used. */
export function httpContender(server: HttpServer, folder: string, python: string): Contender {
  const start = async (): Promise<Running> => {
    const [port = 0] = freePorts(1);
    const address = `http://${LOOPBACK}:${port}`;
    const url = new URL(server.path, address);
    const { name, contentType, env } = server;
    const body = await Deno.readFile(server.bodyFile);
    const request = requestBytes(url, { method: "POST", contentType, body });
    const startMs = performance.now();
    const service = await startProgram({
      name,
      command: server.command(port),
      folder: join(folder, name.replaceAll(" ", "-")),
      address,
      isReady: () => hasAnswered(url, request),
      ...(env && { env }),
    });
    const coldStartSeconds = (performance.now() - startMs) / 1000;
    const answer = await fetch(url, {
      method: "POST",
      body,
      headers: { "content-type": contentType },
    });
    return {
      coldStartSeconds,
      topScore: server.topScore(await answer.json()),
      take: (plan) => takeTurn(server, service, python, plan),
      [Symbol.asyncDispose]: () => service.stop(),
    };
  };
  return { name: server.name, start };
}

async function hasAnswered(url: URL, request: Uint8Array): Promise<boolean> {
  for (let poll = 0; poll < POLLS; poll++) {
    const status = await ask(url, request).catch(() => undefined); // it does not listen yet
    if (status === 200) return true;
    await delay(POLL_MS);
  }
  return false;
}

async function ask(url: URL, request: Uint8Array): Promise<number> {
  using connection = await HttpConnection.open(url, request);
  return await connection.send();
}

async function takeTurn(
  { path, contentType, bodyFile, healthPath }: HttpServer,
  { address, pid }: Service,
  python: string,
  { concurrency, warmUpSeconds, seconds }: TurnPlan,
): Promise<Turn> {
  const url = new URL(path, address).href;
  const healthUrl = new URL(healthPath, address).href;
  const timing = { warmUpSeconds, seconds };
  const before = await processTree(python, pid);
  const [load, health] = await Promise.all([
    generateLoad({
      ...timing,
      url,
      method: "POST",
      contentType,
      bodyFile,
      connections: concurrency,
      pauseMs: 0,
    }),
    generateLoad({
      ...timing,
      url: healthUrl,
      method: "GET",
      connections: 1,
      pauseMs: HEALTH_PAUSE_MS,
    }),
  ]);
  const after = await processTree(python, pid);
  const { answered, ownCpuSeconds, ...counts } = load;
  return {
    ...counts,
    cpuSecondsPerRequest: (after.cpuSeconds - before.cpuSeconds) / answered,
    memoryMiB: after.memoryBytes / 2 ** 20,
    healthP99Ms: health.p99Ms,
    loadCpuSecondsPerRequest: ownCpuSeconds / answered,
  };
}

async function generateLoad(plan: LoadArguments): Promise<LoadResult> {
  const permissions = ["--allow-net=127.0.0.1", "--allow-read", "--allow-env"];
  const args = ["run", "--no-prompt", ...permissions, LOAD, JSON.stringify(plan)];
  return await runJson(Deno.execPath(), args, LoadResult);
}

const Usage = z.object({ cpuSeconds: z.number(), memoryBytes: z.number() });

async function processTree(python: string, pid: number): Promise<z.output<typeof Usage>> {
  return await runJson(python, [PROCESS_TREE, String(pid)], Usage);
}
