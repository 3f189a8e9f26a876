import { FRAME_HOP, frameTimes, SAMPLE_RATE_HZ } from "../../audio/frames.ts";
import { StreamResampler } from "../../audio/stream_resampler.ts";
import { summarizeModel } from "../../model/file_prediction.ts";
import type { Model, ModelOutput } from "../../model/model.ts";
import { chooseClasses } from "../answers/class_choice.ts";
import { describeClip } from "../answers/describe_clip.ts";
import type { Exchange } from "../exchange.ts";
import type { ClipAnswer } from "../answers/predict_answer.ts";
import { Problem } from "../problems/problem.ts";
import type { Serving } from "../serving.ts";
import { readPcm } from "./read_pcm.ts";
import type { StreamAnswer } from "./stream_answer.ts";
import type { StreamStart } from "./stream_start.ts";
import { StreamWaveform } from "./stream_waveform.ts";

const DEFAULT_TOP_N = 5;

const HOP_MS = FRAME_HOP * 1000 / SAMPLE_RATE_HZ;

/** What an {@linkcode AudioStream} works with. */
export interface AudioStreamOptions {
  serving: Serving;
  exchange: Exchange;
  send: (answer: StreamAnswer) => void;
}

/** A stream of audio and the answers to it, without the socket: frames as they become due, the clip at the end. */
export class AudioStream {
  readonly #start: StreamStart;
  readonly #options: AudioStreamOptions;
  readonly #resampler: StreamResampler;
  readonly #waveform: StreamWaveform;
  #sourceSamples = 0;

  /** @throws {Problem} 400 if a class is chosen that the model does not have. */
  constructor(start: StreamStart, options: AudioStreamOptions) {
    const { serving, exchange, send } = options;
    using lease = serving.host.lease();
    chooseClasses(start.classes ?? [], lease.model.labels);
    this.#start = start;
    this.#options = options;
    this.#resampler = new StreamResampler(start.rate, SAMPLE_RATE_HZ);
    this.#waveform = new StreamWaveform(
      Math.floor(serving.limits.maxDurationSeconds * SAMPLE_RATE_HZ),
      (bytes) => serving.bodies.hold(exchange, bytes),
    );
    send({ type: "start", model: summarizeModel(lease.model), hopMs: HOP_MS });
  }

  /** Of the audio that came. */
  get durationSeconds(): number {
    return this.#sourceSamples / this.#start.rate;
  }

  /**
   * Takes more audio, and answers with the frames that are due by it.
   *
   * @throws {Problem} if it is no audio, or too much; 429 if there is no room in the queue.
   */
  async push(bytes: ArrayBuffer): Promise<void> {
    const samples = readPcm(bytes, this.#start.format);
    this.#sourceSamples += samples.length;
    const { maxStreamSeconds } = this.#options.serving.limits;
    if (this.durationSeconds > maxStreamSeconds) {
      throw new Problem(413, `Wanted at most ${maxStreamSeconds} s in a stream. Open another one`);
    }
    this.#waveform.push(this.#resampler.push(samples));
    await this.#answerFrames();
  }

  /** Answers with the frames that are left, and with the clip. */
  async end(): Promise<void> {
    this.#waveform.push(this.#resampler.end());
    await this.#answerFrames();
    const last = this.#sourceSamples > 0 ? this.#waveform.lastFrame() : undefined;
    if (last) await this.#answerFrame(last.frame, last.samples, this.durationSeconds);
    const { start, samples } = this.#waveform.clip();
    const { clip, model } = await this.#predict(samples);
    this.#options.send({
      type: "end",
      model: summarizeModel(model),
      audio: {
        ...clip.audio,
        durationSeconds: this.durationSeconds,
      },
      startMs: start * 1000 / SAMPLE_RATE_HZ,
      endMs: Math.round(this.durationSeconds * 1000),
      top: clip.top,
    });
  }

  async #answerFrames(): Promise<void> {
    for (let due = this.#waveform.nextFrame(); due; due = this.#waveform.nextFrame()) {
      await this.#answerFrame(due.frame, due.samples, Infinity);
    }
  }

  async #answerFrame(
    frame: number,
    samples: Float32Array<ArrayBuffer>,
    durationSeconds: number,
  ): Promise<void> {
    const { clip } = await this.#predict(samples);
    const scores = Object.fromEntries(clip.top.map(({ label, score }) => [label, score]));
    this.#options.send({ type: "frame", ...frameTimes(frame, durationSeconds), scores });
  }

  async #predict(waveform: Float32Array<ArrayBuffer>): Promise<{ clip: ClipAnswer; model: Model }> {
    const { serving, exchange } = this.#options;
    const { model, outputs: [output] } = await serving.predict([{ waveform }], exchange);
    if (!output) throw new TypeError("Wanted an output for each clip");
    return { clip: this.#describe(output, model), model };
  }

  #describe(output: ModelOutput, { labels }: Model): ClipAnswer {
    const { classes = [], top_n, threshold, rate } = this.#start;
    const info = { ...output.info, sampleRateHz: rate };
    return describeClip({ ...output, info }, null, {
      labels,
      columns: chooseClasses(classes, labels),
      topN: top_n ?? DEFAULT_TOP_N,
      threshold: threshold ?? 0,
      frames: false,
    });
  }
}
