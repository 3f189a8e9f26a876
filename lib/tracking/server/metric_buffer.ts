import { printNote } from "../../cli/print.ts";
import { batches, MAX_METRICS } from "../rest/batches.ts";

/** A value as `runs/log-batch` takes it. */
export interface LoggedMetric {
  key: string;
  /** What JSON has no number for goes as "NaN", "Infinity" or "-Infinity". */
  value: number | string;
  /** In ms since 1970. */
  timestamp: number;
  step: number;
}

/** How long a metric may wait for others to go with. */
const DELAY_MS = 1_000;

/** How many may wait for a server that is away, in some 10 MB; then the work waits too. */
const MAX_WAITING = 100_000;

/**
 * Collects metrics and sends many at a time, in the background: training does not wait for a server.
 *
 * What could not be sent stays, in order, and is sent again with the next: a server that was away for a
 * while misses nothing. A metric may so be sent twice, which the server must tell by its being the same.
 */
export class MetricBuffer {
  readonly #send: (batch: readonly LoggedMetric[]) => Promise<void>;
  readonly #waiting: LoggedMetric[] = [];
  #sending: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hasWarned = false;

  /** @param send Sends at most {@linkcode MAX_METRICS}. */
  constructor(send: (batch: readonly LoggedMetric[]) => Promise<void>) {
    this.#send = send;
  }

  /** Takes metrics at once, unless very many wait already. @throws What `send` throws, in that case. */
  async add(metrics: readonly LoggedMetric[]): Promise<void> {
    this.#waiting.push(...metrics);
    this.#timer ??= setTimeout(() => void this.#sendInBackground(), DELAY_MS);
    if (this.#waiting.length > MAX_WAITING) await this.flush();
  }

  /** How many are not sent yet. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Sends what waits. @throws What `send` throws. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // One after the other, whoever asks: an earlier failure is no reason not to try again.
    this.#sending = this.#sending.catch(() => {}).then(() => this.#sendAll());
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    for (const batch of batches(this.#waiting.slice(), MAX_METRICS)) {
      await this.#send(batch);
      this.#waiting.splice(0, batch.length);
      this.#hasWarned = false;
    }
  }

  async #sendInBackground(): Promise<void> {
    await this.flush().catch(({ message }) => {
      if (this.#hasWarned) return;
      this.#hasWarned = true;
      printNote(`Warning: ${message}. The metrics wait, and are sent again later.`);
    });
  }
}
