// @ts-check
/// <reference lib="dom" />
import { factElements, findElement } from "./find_element.js";
import { renderMarkdown } from "./markdown.js";

/** @import { Model } from "./api.js" */

/**
 * Shows what is served: the facts, and the card that its maker wrote.
 *
 * @param {Model} model
 */
export function showModel(model) {
  const { name, version, labels, maxDurationSeconds } = model;
  const versionText = version === null ? "" : `, version ${version}`;
  findElement("model-line", HTMLElement).textContent =
    `${name}${versionText} knows ${labels.length} ${labels.length === 1 ? "class" : "classes"}`;
  findElement("hint", HTMLElement).textContent =
    `or drop one here: WAV, FLAC, Ogg or MP3, up to ${maxDurationSeconds}\u00a0s`;
  findElement("model-facts", HTMLElement).replaceChildren(...factElements([
    ["Name", name],
    ["Version", version ?? "none: it is from a file"],
    ["Digest", model.digest],
    ["Classes", labels.join(", ")],
    ...(model.card === null ? whatCardsTell(model) : []),
  ]));
  const card = model.card === null ? ["It came without a model card."] : renderMarkdown(model.card);
  findElement("model-card", HTMLElement).replaceChildren(...card);
}

/**
 * What a card would tell.
 *
 * @param {Model} model
 * @returns {[string, string | null][]}
 */
function whatCardsTell({ backbone, dataHash }) {
  return [
    ["Backbone", `${backbone.name} (${backbone.precision}), licence: ${backbone.licence}`],
    ["Data hash", dataHash],
  ];
}
