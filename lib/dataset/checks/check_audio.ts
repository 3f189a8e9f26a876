import type { ClipFacts } from "./clip_facts.ts";
import { counted, type Finding, finding, type FindingKind } from "./finding.ts";
import { CLIPPED_FRACTION, SHORTEST_SECONDS, SILENT_PEAK } from "./thresholds.ts";

/** Clips in which little can be heard: silent, clipped, too short. Clips of unknown levels count as good. */
export function checkAudio(clips: readonly ClipFacts[]): Finding[] {
  const warn = (kind: FindingKind, is: (clip: ClipFacts) => boolean, what: string) => {
    const own = clips.filter(is);
    if (own.length === 0) return [];
    const message = `${counted(own.length, "clip")} ${what}`;
    return finding({ severity: "warning", kind, message }, own.map((clip) => [clip]));
  };
  return [
    warn(
      "silent",
      ({ peak = 1 }) => peak < SILENT_PEAK,
      `with no sample above ${decibels(SILENT_PEAK)} dBFS`,
    ),
    warn(
      "clipped",
      ({ clipped = 0 }) => clipped >= CLIPPED_FRACTION,
      `with ${100 * CLIPPED_FRACTION} % or more of the samples cut off at full scale`,
    ),
    warn(
      "too-short",
      ({ durationSeconds }) => durationSeconds < SHORTEST_SECONDS,
      `shorter than ${SHORTEST_SECONDS} s`,
    ),
  ].flat();
}

function decibels(amplitude: number): number {
  return Math.round(20 * Math.log10(amplitude));
}
