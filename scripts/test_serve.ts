import { taskCommand } from "./test_task.ts";

/** A server that runs as a process of its own. */
export interface ServeTask {
  address: string;
  /** The lines of its log so far. */
  log: Record<string, unknown>[];
  /** Ends reading its log, as a program behind a pipe does that has read enough. */
  closeLog(): void;
  /** Tells it to stop, and waits until it has. */
  stop(signal?: Deno.Signal): Promise<number>;
}

/** For tests: `deno task serve`, once it is ready. */
export async function startServeTask(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<ServeTask> {
  const child = taskCommand("serve", ["--port", "0", ...words], env).spawn();
  child.stdout.cancel();
  const log: ServeTask["log"] = [];
  const said: string[] = [];
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
  const closed = new AbortController();
  const read = async () => {
    let rest = "";
    const text = child.stderr.pipeThrough(new TextDecoderStream(), { signal: closed.signal });
    for await (const part of text) {
      const lines = `${rest}${part}`.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        said.push(line);
        if (line.startsWith("{")) log.push(JSON.parse(line));
      }
      if (log.some(({ event }) => event === "model")) resolve();
    }
    reject(new Error(`The server has ended: ${said.join("\n")}`));
  };
  const ended = read().catch((error) => {
    if (!closed.signal.aborted) throw error;
  });
  await ready;
  return {
    address: String(log.find(({ event }) => event === "listening")?.address),
    log,
    closeLog: () => closed.abort(),
    stop: async (signal = "SIGTERM") => {
      child.kill(signal);
      const { code } = await child.status;
      await ended;
      return code;
    },
  };
}
