/** What is recorded under a key. */
export type Recorded = "param" | "metric" | "tag";

/** Longest key and values that MLflow's servers accept, in characters (mlflow/utils/validation.py). */
const MAX_KEY_LENGTH = 250;
const MAX_VALUE_LENGTH = { param: 6000, tag: 8000 };
const MAX_EXPERIMENT_NAME_LENGTH = 500;

/**
 * Refuses a key that MLflow would refuse: letters, digits, `_ - . : /` and spaces only, and, as keys are
 * file names too, none that means another one as a path.
 *
 * @throws {RangeError} with what is wrong.
 */
export function checkKey(kind: Recorded, key: string): void {
  const problem = keyProblem(key);
  if (problem) throw new RangeError(`Cannot record the ${kind} ${quote(key)}: ${problem}`);
}

/**
 * Refuses a value that is longer than MLflow takes. MLflow itself may cut it short; here nothing is lost
 * in silence.
 *
 * @throws {RangeError} with the length.
 */
export function checkValue(kind: "param" | "tag", key: string, value: string): void {
  const limit = MAX_VALUE_LENGTH[kind];
  if (value.length > limit) {
    throw new RangeError(
      `Cannot record the ${kind} "${key}": wanted at most ${limit} characters, got ${value.length}. Log it as an artifact instead`,
    );
  }
}

/** @throws {RangeError} unless a metric's step is a whole number. */
export function checkStep(step: number): void {
  if (!Number.isSafeInteger(step)) {
    throw new RangeError(`Cannot record metrics at step ${step}: wanted a whole number`);
  }
}

/** @throws {RangeError} if MLflow would refuse the name of an experiment. */
export function checkExperimentName(name: string): void {
  if (name === "" || name.length > MAX_EXPERIMENT_NAME_LENGTH) {
    throw new RangeError(
      `Cannot use ${
        quote(name)
      } as an experiment's name: wanted 1 to ${MAX_EXPERIMENT_NAME_LENGTH} characters, got ${name.length}`,
    );
  }
}

/**
 * Refuses an artifact path that leaves the run's artifacts, or that has more than one spelling.
 *
 * @throws {RangeError} with what is wrong.
 */
export function checkArtifactPath(path: string): void {
  if (isPlainPath(path) && !/[\\\0]/.test(path)) return;
  throw new RangeError(
    `Cannot log an artifact as ${
      quote(path)
    }: wanted a relative path such as "model" or "plots/roc.html", without ".." or "\\"`,
  );
}

function keyProblem(key: string): string | undefined {
  if (key.length > MAX_KEY_LENGTH) {
    return `wanted a key of at most ${MAX_KEY_LENGTH} characters, got ${key.length}`;
  }
  if (!/^[\p{L}\p{N}_\-. :/]*$/u.test(key)) {
    return 'wanted only letters, digits, "_", "-", ".", ":", "/" and spaces';
  }
  if (!isPlainPath(key)) return 'wanted a key without empty, "." or ".." parts between slashes';
}

/** Whether a path is relative, stays below its start and is spelled in the one shortest way. */
function isPlainPath(path: string): boolean {
  return !path.startsWith("..") && path.split("/").every((part) => !["", ".", ".."].includes(part));
}

/** The form of ids of runs (mlflow/utils/validation.py), which holds no slash and no dots. */
const RUN_ID = /^[a-z0-9][\w-]{0,255}$/i;

/** Whether a text can be the id of a run. */
export function isRunId(id: string): boolean {
  return RUN_ID.test(id);
}

/** @throws {TypeError} if it cannot be the id of a run. */
export function checkRunId(id: string): void {
  if (isRunId(id)) return;
  throw new TypeError(
    `Cannot go on with the run ${
      quote(id)
    } (MLFLOW_RUN_ID): wanted an id of letters, digits, "_" and "-"`,
  );
}

/** Shows a text in a message: cut short, control characters escaped. */
function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
