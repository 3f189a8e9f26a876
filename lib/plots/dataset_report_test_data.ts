import { MEL_BANDS } from "../backbone/mel_filterbank.ts";
import { checkClips } from "../dataset/checks/check_clips.ts";
import { clipFacts, soundClips } from "../dataset/checks/clip_facts_test_data.ts";
import { STANDARD_AUDIO } from "../dataset/standard_audio.ts";
import { summarizeDataset } from "../dataset/summary/dataset_summary.ts";
import type { DatasetReport } from "./dataset_report.ts";
import { logMelFigure } from "./log_mel_figure.ts";

/** A name that ends the script that it stands in, where it is not escaped. */
const HOSTILE = "</script><script>throw new Error('escaped badly')</script>";

/** For tests: a report on a dataset with folds, splits, a silent clip and a copy. */
export function exampleDatasetReport(): DatasetReport {
  const clips = [
    ...soundClips(["dog", "sea waves", HOSTILE]),
    clipFacts("rare", { labels: ["<script>throw"] }),
    clipFacts("silent", { peak: 0, rms: 0 }),
    clipFacts("copy", { sourceSha256: "dog/1", split: "test" }),
  ].map((clip, i) => ({ ...clip, fold: i % 5 + 1 }));
  const logMel = Float32Array.from({ length: 300 * MEL_BANDS }, (_, i) => Math.sin(i / 9));
  return {
    name: HOSTILE,
    summary: summarizeDataset({ clips, standardAudio: STANDARD_AUDIO, dataHash: "0".repeat(64) }),
    clips,
    findings: checkClips(clips),
    spectrograms: [HOSTILE, "sea waves"].map((title) =>
      logMelFigure(logMel, { durationSeconds: 3, title })
    ),
  };
}
