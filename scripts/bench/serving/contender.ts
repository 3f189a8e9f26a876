/** What came of a load, and what it cost the server. */
export interface Turn {
  /** Good answers a second. */
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Answers that say "too busy". */
  refused: number;
  /** Other bad answers, and requests that had none. */
  failed: number;
  /** Of all its processes, for a good answer. */
  cpuSecondsPerRequest: number;
  /** Of all its processes, at the end. */
  memoryMiB: number;
  /** How long its health route took meanwhile; `undefined` for what has none. */
  healthP99Ms: number | undefined;
  /** Of the load generator, for a good answer: on the same cores. */
  loadCpuSecondsPerRequest: number;
}

/** How a turn is taken. */
export interface TurnPlan {
  /** Requests at a time. */
  concurrency: number;
  warmUpSeconds: number;
  seconds: number;
}

/** What a model hears first in a clip. */
export interface TopScore {
  label: string;
  score: number;
}

/** One of those that are compared, up and ready. */
export interface Running extends AsyncDisposable {
  /** What it says about the clip; `undefined` for what is no server. */
  topScore: TopScore | undefined;
  /** From starting its program to its first good answer; `undefined` for what is no server. */
  coldStartSeconds: number | undefined;
  /** Keeps it busy for a while. */
  take(plan: TurnPlan): Promise<Turn>;
}

/** One of those that are compared. */
export interface Contender {
  name: string;
  start(): Promise<Running>;
}
