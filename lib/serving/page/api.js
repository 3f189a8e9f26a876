// @ts-check
/// <reference lib="dom" />
import { askToken, authorization } from "./token.js";

/**
 * @typedef {{ label: string, score: number }} ClassScore
 * @typedef {{ startMs: number, endMs: number, scores: Record<string, number> }} Frame
 * @typedef {{ durationSeconds: number, sampleRateHz: number, channels: number,
 *   modelSampleRateHz: number, mixedDown: boolean, resampler: string | null }} AudioFacts
 * @typedef {{ audio: AudioFacts, top: ClassScore[], frames: Frame[] }} ClipAnswer
 * @typedef {{ name: string, version: string | null, digest: string }} ModelName
 * @typedef {ModelName & { labels: string[], activation: string, dataHash: string | null, card: string | null,
 *   backbone: { name: string, precision: string, licence: string }, maxDurationSeconds: number,
 *   maxBodyBytes: number }} Model
 * @typedef {{ model: ModelName, clip: ClipAnswer, roundTripMs: number, stagesMs: Record<string, number> }} Prediction
 */

/** More classes than anyone reads of; what is beyond them in a frame has next to no probability. */
const MOST_CLASSES = 100;

/** @returns {Promise<Model>} What is served. */
export async function readModel() {
  const response = await ask("/model", {});
  return await response.json();
}

/**
 * Sends one recording as it is.
 *
 * @param {Blob} recording
 * @param {AbortSignal} signal
 * @returns {Promise<Prediction>}
 */
export async function predict(recording, signal) {
  const headers = { "content-type": "application/octet-stream" };
  const query = `frames=true&top_n=${MOST_CLASSES}`;
  const startedMs = performance.now();
  const response = await ask(`/predict?${query}`, {
    method: "POST",
    headers,
    body: recording,
    signal,
  });
  const { model, clips: [clip] } = await response.json();
  return {
    model,
    clip,
    roundTripMs: performance.now() - startedMs,
    stagesMs: readStages(response.headers.get("server-timing") ?? ""),
  };
}

/**
 * Asks the server, and the user for its token where it wants one.
 *
 * @param {string} path
 * @param {RequestInit & { headers?: Record<string, string> }} init
 * @returns {Promise<Response>}
 * @throws {Error} with the detail of the server's problem.
 */
async function ask(path, init) {
  const headers = { ...init.headers, ...authorization() };
  const response = await fetch(path, { ...init, headers }).catch((cause) => {
    if (init.signal?.aborted) throw cause;
    throw new Error("The server does not answer. Is it still running?", { cause });
  });
  if (response.ok) return response;
  if (response.status === 401 && await askToken()) return await ask(path, init);
  const problem = await response.json().catch(() => ({}));
  throw new Error(problem.detail ?? `The server answered with status ${response.status}`);
}

/**
 * Reads a Server-Timing header.
 *
 * @param {string} header "queue;dur=0.1, inference;dur=20"
 * @returns {Record<string, number>} Milliseconds.
 */
function readStages(header) {
  const stages = [...header.matchAll(/(\w+);dur=([\d.]+)/g)];
  return Object.fromEntries(stages.map(([, stage, ms]) => [stage, Number(ms)]));
}
