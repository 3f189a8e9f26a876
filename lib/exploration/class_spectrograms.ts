import { ClipRunner } from "../audio/clip_runner.ts";
import { decodeWav } from "../audio/decode_wav.ts";
import { SAMPLE_RATE_HZ } from "../audio/frames.ts";
import { openBackbone } from "../backbone/open_backbone.ts";
import { MAX_SOURCE_BYTES } from "../dataset/sources/limits.ts";
import type { StoredClip } from "../dataset/stored/stored_dataset.ts";
import type { Figure } from "../plots/figure.ts";
import { logMelFigure } from "../plots/log_mel_figure.ts";
import { readBounded } from "../storage/read_bounded.ts";
import type { Store } from "../storage/store.ts";

/** Of more classes, the first by name: each makes a report larger. */
const CLASSES = 50;

/** Of each clip its beginning; of many classes less, so that all together are no longer than 150 s. */
const CLIP_SECONDS = 5;
const ALL_SECONDS = 150;

/** Log-mel spectrograms of one clip of each class, the first by id that is no digital silence. */
export async function classSpectrograms(
  store: Store,
  clips: readonly StoredClip[],
): Promise<Figure[]> {
  const chosen = oneOfEach(clips).slice(0, CLASSES);
  const longest = Math.min(CLIP_SECONDS, ALL_SECONDS / Math.max(1, chosen.length));
  const { model } = await openBackbone("logmel");
  using runner = await ClipRunner.open(model, { workers: 1, outputs: ["log_mel"] });
  const figures: Figure[] = [];
  for (const { label, clip: { id, filepath, durationSeconds } } of chosen) {
    const bytes = await readBounded(store.read(filepath), MAX_SOURCE_BYTES);
    const [samples = new Float32Array()] = decodeWav(bytes).channels;
    const shown = Math.min(durationSeconds, longest);
    const waveform = samples.slice(0, Math.ceil(shown * SAMPLE_RATE_HZ));
    const { outputs } = await runner.run({ waveform });
    const logMel = outputs["log_mel"]?.values ?? new Float32Array();
    figures.push(logMelFigure(logMel, { durationSeconds: shown, title: `${label}: ${id}` }));
  }
  return figures;
}

function oneOfEach(clips: readonly StoredClip[]): { label: string; clip: StoredClip }[] {
  const first = new Map<string, StoredClip>();
  for (const clip of clips) {
    for (const label of clip.labels) {
      const other = first.get(label);
      if (clip.peak !== 0 && (!other || clip.id < other.id)) first.set(label, clip);
    }
  }
  return Array.from(first, ([label, clip]) => ({ label, clip }))
    .sort((a, b) => a.label < b.label ? -1 : 1);
}
