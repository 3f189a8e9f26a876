import type { ClipFacts } from "./clip_facts.ts";
import { type Finding, finding } from "./finding.ts";
import { similarLabels } from "./label_spelling.ts";

/** Labels that look like two spellings of one; not those that a clip has both of. */
export function checkLabels(clips: readonly ClipFacts[]): Finding[] {
  const counts = new Map<string, number>();
  for (const { labels } of clips) {
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return similarLabels(counts).flatMap(({ labels: [rarer, other], difference }) => {
    const own = clips.filter(({ labels }) => labels.includes(rarer));
    if (own.some(({ labels }) => labels.includes(other))) return [];
    const message = `"${rarer}" (${counts.get(rarer)}) and "${other}" (${counts.get(other)}) ` +
      `differ by ${difference}: one class under two names?`;
    return finding({ severity: "warning", kind: "label-spelling", message }, [own]);
  });
}
