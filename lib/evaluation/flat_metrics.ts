import type { ClassFilterEvaluation } from "./class_filter.ts";
import type { ClassScores } from "./class_counts.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Interval } from "./wilson.ts";

/** A metric of each name; an undefined one is left out when the record is made flat. */
type Named = Record<string, number | null>;

/**
 * An evaluation as metrics by the names that MLflow shows: accuracy, precision, recall, f1 (over classes:
 * their macro average), count, each interval's ends as `_ci_low` and `_ci_high`, and each class's figures
 * as `class/dog/f1`: MLflow's file store cannot hold both `f1` and `f1/dog`. What is undefined is left out.
 */
export function flatMetrics(
  evaluation: Evaluation | ClassFilterEvaluation,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(named(evaluation)).filter((entry): entry is [string, number] =>
      entry[1] !== null
    ),
  );
}

function named(evaluation: Evaluation | ClassFilterEvaluation): Named {
  if (evaluation.task === "class-filter") return headline(evaluation, evaluation);
  const figures = {
    roc_auc: evaluation.rocAuc,
    average_precision: evaluation.averagePrecision,
    log_loss: evaluation.logLoss,
    brier: evaluation.brier,
    ece: evaluation.calibration?.ece ?? null,
  };
  if (evaluation.task === "binary") {
    return { ...headline(evaluation.decisions, evaluation.decisions), ...figures };
  }
  return {
    ...headline(evaluation, { ...evaluation.macro, f1Interval: evaluation.macroF1Interval }),
    ...averages("macro", evaluation.macro),
    ...taskFigures(evaluation),
    ...figures,
    ...classFigures(evaluation),
  };
}

function headline(
  { count, accuracy, accuracyInterval }: {
    count: number;
    accuracy: number;
    accuracyInterval: Interval | null;
  },
  { precision, recall, f1, f1Interval }: ClassScores & { f1Interval: Interval | null },
): Named {
  return {
    count,
    accuracy,
    ...ends("accuracy", accuracyInterval),
    precision,
    recall,
    f1,
    ...ends("f1", f1Interval),
  };
}

function taskFigures(evaluation: Exclude<Evaluation, { task: "binary" }>): Named {
  if (evaluation.task === "multi-label") return averages("micro", evaluation.micro);
  return {
    balanced_accuracy: evaluation.balancedAccuracy,
    ...averages("weighted", evaluation.weighted),
    none_threshold: evaluation.rejection.chosen?.threshold ?? null,
  };
}

function averages(kind: string, { precision, recall, f1 }: ClassScores): Named {
  return {
    [`${kind}_precision`]: precision,
    [`${kind}_recall`]: recall,
    [`${kind}_f1`]: f1,
  };
}

function ends(name: string, interval: Interval | null): Named {
  return interval === null
    ? {}
    : { [`${name}_ci_low`]: interval.low, [`${name}_ci_high`]: interval.high };
}

function classFigures({ classes }: Evaluation): Named {
  const names = metricNames(classes.map(({ label }) => label));
  return Object.fromEntries(classes.flatMap(({ precision, recall, f1 }, index) => {
    const name = names[index];
    return [
      [`class/${name}/precision`, precision],
      [`class/${name}/recall`, recall],
      [`class/${name}/f1`, f1],
    ];
  }));
}

/** A name for each label; a number tells apart those that would be the same. */
function metricNames(labels: readonly string[]): string[] {
  const taken = new Set<string>();
  return labels.map((label) => {
    const wanted = metricName(label);
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`;
    taken.add(name);
    return name;
  });
}

/** Only what MLflow takes in a metric's name: letters of any script, digits, underscore, dash, period, space; no "..". */
function metricName(label: string): string {
  return label.replaceAll(/[^\p{L}\p{N}_\-. ]|^\.*$/gu, "_");
}
