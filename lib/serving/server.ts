import { openModel } from "../model/open_model.ts";
import type { RegistryLookup } from "../model/locate_model.ts";
import { cpuQuota } from "../workers/cpu_quota.ts";
import { createApp } from "./app.ts";
import { BodyReader } from "./body_reader.ts";
import { DEFAULT_LIMITS, type Limits } from "./limits.ts";
import { Serving } from "./serving.ts";

/** How a server is started. */
export interface ServerOptions {
  /** Of a trained model, as `openModel()` takes it. */
  model: string;
  /** Looks up `models:` and `runs:` URIs: `modelRegistry()` of lib/tracking. */
  registry?: RegistryLookup | undefined;
  /** By default 127.0.0.1. */
  hostname?: string;
  /** By default any that is free. */
  port?: number;
  /** Clips worked on at the same time; by default {@linkcode cpuQuota}. */
  workers?: number;
  /** What is not given is as in {@linkcode DEFAULT_LIMITS}. */
  limits?: Partial<Limits>;
}

/** A server that listens. */
export interface RunningServer extends AsyncDisposable {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  /** Resolved when the model is ready; rejected if it cannot be opened. */
  readonly ready: Promise<void>;
  /** Stops accepting, lets what is in flight finish within the limit, then ends. */
  close(): Promise<void>;
}

/** Listens at once, and takes requests once the model is loaded and warm, see `ready`. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const workers = options.workers ?? cpuQuota();
  const serving = new Serving({ limits, workers, bodies: await BodyReader.open() });
  const app = createApp(serving);
  const { hostname = "127.0.0.1", port = 0 } = options;
  const http = Deno.serve({ hostname, port, onListen() {} }, (request) => app.fetch(request));
  const ready = openModel(options.model, { registry: options.registry, workers, limits })
    .then((model) => serving.host.swap(model));
  ready.catch(() => {}); // whoever waits for it is told
  const close = async () => {
    serving.stop();
    const drained = new AbortController();
    const timer = setTimeout(() => drained.abort(), limits.drainSeconds * 1000);
    await http.shutdown();
    clearTimeout(timer);
    await ready.catch(() => {});
    serving[Symbol.dispose]();
  };
  return {
    address: `http://${hostname}:${http.addr.port}`,
    ready,
    close,
    [Symbol.asyncDispose]: close,
  };
}
