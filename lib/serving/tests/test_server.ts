import { join } from "node:path";
import { encodeWav16 } from "../../audio/encode_wav16.ts";
import type { Backbone } from "../../backbone/backbone.ts";
import { noise, smallDataset, smallHead, tinyBackbone } from "../../model/test_parts.ts";
import { writeModelPackage } from "../../model/write_model_package.ts";
import { GraphBuilder } from "../../onnx/graph_builder.ts";
import { sha256 } from "../../storage/sha256.ts";
import { makeTempDir } from "../../storage/test_folder.ts";
import { type RunningServer, type ServerOptions, startServer } from "../server.ts";

/**
 * For tests: a small real package of three classes; another name gives another digest.
 *
 * @param folder To write it to, in the place of an older one.
 */
export async function testPackage(
  name = "three sounds",
  { folder, backbone = tinyBackbone() }: { folder?: string; backbone?: Backbone } = {},
): Promise<string> {
  const target = folder ?? join(await makeTempDir(), "model");
  const dataset = smallDataset();
  await writeModelPackage(target, { name, backbone, head: smallHead(), dataset });
  return target;
}

/** For tests: a model that computes some 50 ms on a second of audio. */
export async function slowPackage(): Promise<string> {
  const tiny = tinyBackbone();
  const graph = new GraphBuilder("slow");
  const waveform = graph.input("waveform", "float32", ["samples"]);
  const signal = graph.node("Reshape", [waveform, graph.ints([1, 1, -1])]);
  const kernels = graph.constant(new Float32Array(256 * 4_000).fill(1e-9), [256, 1, 4_000]);
  const filtered = graph.node("Conv", [signal, kernels], { strides: { ints: [16] } });
  const loudest = graph.node("ReduceMax", [filtered], { keepdims: { int: 0 } });
  const { embeddings = "" } = graph.inline(tiny.model, "tiny", { waveform });
  graph.output(graph.node("Add", [embeddings, loudest]), "embeddings", "float32", ["frames", 3]);
  const model = graph.build();
  return await testPackage("slow", { backbone: { ...tiny, model, digest: sha256(model) } });
}

/** For tests: a server with a small model and one worker, on any free port, that is ready. */
export async function startTestServer(
  options: Partial<ServerOptions> = {},
): Promise<RunningServer> {
  const model = options.model ?? await testPackage();
  const limits = { lingerSeconds: 0, ...options.limits };
  const server = startServer({ workers: 1, ...options, model, limits });
  await server.ready;
  return server;
}

/** For tests: a WAV file of noise. */
export function testWav(seconds = 1): Uint8Array<ArrayBuffer> {
  return encodeWav16(noise(seconds * 16_000), 16_000);
}

/** For tests: sends a WAV file to `/predict`. */
export function postWav(
  address: string,
  { wav = testWav(), ...init }: RequestInit & { wav?: Uint8Array<ArrayBuffer> } = {},
): Promise<Response> {
  const headers = { "content-type": "audio/wav" };
  return fetch(`${address}/predict`, { method: "POST", headers, body: wav, ...init });
}

/** For tests: the value of a metric without labels, or with those that are named. */
export async function readMetric(address: string, name: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const line = text.split("\n").find((line) => line.startsWith(`${name} `));
  return Number(line?.slice(name.length) ?? NaN);
}

/** For tests: waits until something holds. */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Waited 10 s until ${what}`);
}
