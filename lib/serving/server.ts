import { setTimeout as delay } from "node:timers/promises";
import type { RegistryLookup } from "../model/locate_model.ts";
import { cpuQuota } from "../workers/cpu_quota.ts";
import { createApp } from "./app.ts";
import { BodyReader } from "./bodies/body_reader.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits/limits.ts";
import { keepModel } from "./model_life/keep_model.ts";
import type { Log } from "./telemetry/log.ts";
import { Serving } from "./serving.ts";

/** For the answers to requests that were cut off, and for what ends by itself. */
const LAST_SECONDS = 0.5;

/** How a server is started. */
export interface ServerOptions {
  /** Of a trained model, as `openModel()` takes it. */
  model: string;
  /** Looks up `models:` and `runs:` URIs: `modelRegistry()` of lib/tracking. */
  registry?: RegistryLookup | undefined;
  /** Under which the model answers; by default the registry's for it, else its own. */
  name?: string | undefined;
  /** By default 127.0.0.1. */
  hostname?: string;
  /** By default any that is free. */
  port?: number;
  /** Clips worked on at the same time; by default {@linkcode cpuQuota}. */
  workers?: number;
  /** What is not given is as in {@linkcode DEFAULT_LIMITS}. */
  limits?: Partial<Limits>;
  /** How often to look whether the URI means another model by now; by default never. */
  watchSeconds?: number | undefined;
  /** Bearer tokens, one of which each request must bring; by default none is asked for. */
  tokens?: readonly string[];
  /** Origins of web pages elsewhere that may call; by default none. */
  corsOrigins?: readonly string[];
  /** Told each request and each change of the model. */
  log?: Log;
}

/** A server that listens. */
export interface RunningServer extends AsyncDisposable {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  /** Resolved when the model is ready; rejected if it cannot be opened. */
  readonly ready: Promise<void>;
  /**
   * Is ready no longer, but answers a moment longer, and ends each connection with its answer: no request is
   * lost that was sent before clients knew. Then stops accepting, lets what is in flight finish, and ends.
   */
  close(): Promise<void>;
}

/**
 * Listens at once, and takes requests once the model is loaded and warm, see `ready`.
 *
 * @throws {Error} if the address is taken, or cannot be listened on.
 */
export function startServer(options: ServerOptions): RunningServer {
  const { hostname = "127.0.0.1", port = 0, workers = cpuQuota(), log = () => {} } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const serving = new Serving({ limits, workers, bodies: new BodyReader(limits) });
  using untilListening = new DisposableStack();
  untilListening.use(serving);
  const { tokens = [], corsOrigins = [] } = options;
  const app = createApp(serving, { tokens, corsOrigins, log });
  const http = listen({ hostname, port }, (request) => app.fetch(request));
  untilListening.move();
  const { model: uri, registry, name } = options;
  const onNote = (note: string) => log({ level: "warn", event: "note", note });
  const source = { uri, registry, name, workers, limits, takesClips: true, onNote };
  const { ready, ended } = keepModel(serving, source, { watchSeconds: options.watchSeconds, log });
  const close = async () => {
    serving.stop();
    const { lingerSeconds } = limits;
    if (serving.host.model && lingerSeconds > 0) await delay(lingerSeconds * 1000);
    // Not at once, as this closes streams in the middle of a frame.
    const drained = Promise.all(serving.streams).then(() => http.shutdown());
    await within(drained, limits.drainSeconds);
    serving[Symbol.dispose]();
    // A client that does not take its answer may stay, and a model that is being loaded may take its time.
    await within(Promise.all([drained, ended]), LAST_SECONDS);
  };
  return {
    address: `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${http.addr.port}`,
    ready,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function listen(
  address: { hostname: string; port: number },
  handler: Deno.ServeHandler,
): Deno.HttpServer<Deno.NetAddr> {
  try {
    return Deno.serve({ ...address, onListen() {} }, handler);
  } catch (cause) {
    const { hostname, port } = address;
    const reason = cause instanceof Deno.errors.AddrInUse
      ? "another program listens there. Stop it, or choose another port"
      : cause instanceof Error
      ? cause.message
      : String(cause);
    throw new Error(`Cannot listen on ${hostname} port ${port}: ${reason}`, { cause });
  }
}

/** Waits for something, but not for ever. */
async function within(done: Promise<unknown>, seconds: number): Promise<void> {
  const { promise: patience, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, seconds * 1000);
  await Promise.race([done, patience]);
  clearTimeout(timer);
}
