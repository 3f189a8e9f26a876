import { isHidden } from "../../storage/is_hidden.ts";
import type { Store, StoredFile } from "../../storage/store.ts";
import type { ManifestSample } from "../manifest/manifest.ts";
import type { TableOptions } from "../manifest/table_columns.ts";
import { AUDIO_FILE } from "./audio_file.ts";
import type { ListedClip } from "./clip_list.ts";

/**
 * The clips of a list of AudioSet's segments whose audio was downloaded: as whole recordings, called as the
 * video or `title [video]` (yt-dlp), or as the segments themselves, which have their start in their names
 * (`video_30000_40000.flac`, `video_30.wav`, `video_30-40.wav`, VGGSound's `video_000030.wav`), or a Y in front
 * (PANNs' `Yvideo.wav`).
 *
 * @param samples With videos' ids as paths.
 * @param options Where `columns` says that no column has the start, all files are segments.
 * @returns One without a file where there is none: videos go.
 */
export async function segmentClips(
  samples: readonly ManifestSample[],
  store: Store,
  { columns }: TableOptions,
): Promise<ListedClip[]> {
  const files = await filesByStem(store);
  return samples.map((sample) => {
    const whole = { ...sample, start: undefined, end: undefined };
    const segment = stemsOfSegment(sample).map((stem) => files.get(stem)).find(Boolean);
    const file = segment ?? files.get(sample.filepath);
    if (!file) {
      const problem = `there is no audio of the video "${sample.filepath}" in ${store.name}`;
      return { sample, file: { problem } };
    }
    const isCut = segment !== undefined || columns?.start === "";
    return { sample: isCut ? whole : sample, file: { store, ...file } };
  });
}

async function filesByStem(store: Store): Promise<Map<string, StoredFile>> {
  const files: StoredFile[] = [];
  for await (const file of store.list()) {
    if (AUDIO_FILE.test(file.path) && !isHidden(file.path)) files.push(file);
  }
  // The first by name counts, where downloaders store a clip with several labels several times.
  return new Map(
    files.sort((a, b) => a.path < b.path ? 1 : -1).map((file) => [stemOf(file), file]),
  );
}

function stemOf({ path }: StoredFile): string {
  const stem = path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]+$/, "");
  return /\[([\w-]{11})\]$/.exec(stem)?.[1] ?? stem;
}

function stemsOfSegment({ filepath: video, start = 0, end = 0 }: ManifestSample): string[] {
  const forms: ((seconds: number) => string)[] = [
    String,
    (seconds) => seconds.toFixed(1),
    (seconds) => seconds.toFixed(3),
    (seconds) => String(Math.round(seconds * 1000)),
    (seconds) => String(Math.floor(seconds)).padStart(6, "0"),
  ];
  const spans = forms.flatMap((
    form,
  ) => [`${form(start)}_${form(end)}`, `${form(start)}-${form(end)}`]);
  const starts = forms.map((form) => form(start));
  return [...[...spans, ...starts].map((part) => `${video}_${part}`), `Y${video}`];
}
