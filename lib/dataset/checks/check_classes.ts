import { groupRecordings } from "../splits/recordings.ts";
import type { ClipFacts } from "./clip_facts.ts";
import { counted, type Finding, finding, type FindingKind, someOf } from "./finding.ts";
import { FEWEST_CLIPS, FEWEST_RECORDINGS, IMBALANCE_RATIO } from "./thresholds.ts";

/** A class and what there is of it. */
interface ClassFacts {
  label: string;
  clips: ClipFacts[];
  recordings: number;
}

/** Classes of too few clips or recordings, and too different in size. */
export function checkClasses(clips: readonly ClipFacts[]): Finding[] {
  const classes = classFacts(clips);
  return [
    ...tooFew(classes, "few-clips", FEWEST_CLIPS, ({ clips }) => clips.length, "clip"),
    // A class of few clips has few recordings anyway.
    ...tooFew(
      classes.filter(({ clips }) => clips.length >= FEWEST_CLIPS),
      "few-recordings",
      FEWEST_RECORDINGS,
      ({ recordings }) => recordings,
      "recording",
    ),
    ...imbalance(classes),
  ];
}

/** The smallest class first. */
function classFacts(clips: readonly ClipFacts[]): ClassFacts[] {
  const recordings = new Map<string, number>();
  for (const { labelCounts } of groupRecordings(clips)) {
    for (const key of labelCounts.keys()) recordings.set(key, (recordings.get(key) ?? 0) + 1);
  }
  const own = new Map<string, ClipFacts[]>();
  for (const clip of clips) {
    for (const label of clip.labels) {
      const before = own.get(label);
      if (before) before.push(clip);
      else own.set(label, [clip]);
    }
  }
  return Array.from(own, ([label, clips]) => ({
    label,
    clips,
    recordings: recordings.get(`label ${label}`) ?? 0,
  })).sort((a, b) => a.clips.length - b.clips.length || (a.label < b.label ? -1 : 1));
}

function tooFew(
  classes: readonly ClassFacts[],
  kind: FindingKind,
  fewest: number,
  countOf: (facts: ClassFacts) => number,
  thing: string,
): Finding[] {
  const small = classes.filter((facts) => countOf(facts) < fewest);
  if (small.length === 0) return [];
  const names = small.map((facts) => `${facts.label} (${countOf(facts)})`);
  const message = `${small.length === 1 ? "1 class has" : `${small.length} classes have`} ` +
    `fewer than ${counted(fewest, thing)}: ${someOf(names)}`;
  return [finding({ severity: "warning", kind, message }, small.map(({ clips }) => clips))];
}

function imbalance(classes: readonly ClassFacts[]): Finding[] {
  const smallest = classes[0], largest = classes.at(-1);
  if (!smallest || !largest) return [];
  const ratio = largest.clips.length / smallest.clips.length;
  if (ratio <= IMBALANCE_RATIO) return [];
  const message = `"${largest.label}" has ${Math.round(ratio)} times the clips of ` +
    `"${smallest.label}" (${largest.clips.length} and ${smallest.clips.length})`;
  return [finding({ severity: "warning", kind: "imbalance", message }, [smallest.clips])];
}
