import type { Journal } from "./journal.ts";
import type { Request } from "./journal_record.ts";
import type { PlannedClip } from "./plan_clips.ts";
import type { DatasetPlan } from "./plan_dataset.ts";
import { foreignNames, type Target } from "./target.ts";

/** What a user calls the parts of a request. */
const WORDS: Record<keyof Request, string> = {
  source: "of another source",
  classes: "of other classes",
  limit: "with another limit",
  standardAudio: "of other standard audio",
};

/**
 * Checks that a dataset can be made in a place, which is left as it is: it is empty, or this work was begun
 * there. A source may have changed since.
 *
 * @throws {Error} that says what is there instead.
 */
export async function checkTarget(
  target: Target,
  journals: ReadonlyMap<string, Journal>,
  { request, clips }: DatasetPlan,
): Promise<void> {
  const { name } = target.store;
  const begun = [...journals.values()].flatMap(({ begin }) => begin ? [begin.request] : []);
  if (begun.length === 0) {
    const names = await foreignNames(target);
    if (names.length === 0) return;
    throw new Error(
      `Cannot write to ${name}: wanted an empty or new folder, but it holds ${
        names.slice(0, 3).join(", ")
      }`,
    );
  }
  const other = begun.map((before) => difference(before, request)).find(Boolean) ??
    (isOfOtherClips(journals, clips) ? WORDS.source : undefined);
  if (other) {
    throw new Error(`Cannot write to ${name}: it holds a dataset ${other}; choose a new folder`);
  }
}

function difference(before: Request, now: Request): string | undefined {
  const keys = ["source", "classes", "limit", "standardAudio"] as const;
  const key = keys.find((key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]));
  return key && `${WORDS[key]} (${text(before[key])}, not ${text(now[key])})`;
}

function text(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value);
}

/** Folders of one name are many: a source that has none of the clips is none that has changed. */
function isOfOtherClips(
  journals: ReadonlyMap<string, Journal>,
  clips: readonly PlannedClip[],
): boolean {
  const planned = new Set(clips.map(({ id }) => id));
  const stored = [...journals.values()].flatMap(({ stored }) => stored);
  return stored.length > 0 && !stored.some(({ id }) => planned.has(id));
}
