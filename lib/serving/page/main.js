// @ts-check
/// <reference lib="dom" />
import { readModel } from "./api.js";
import { showModel } from "./card.js";
import { findElement } from "./find_element.js";
import { listenTo } from "./listen.js";
import { startLive } from "./live.js";
import { showProblem } from "./messages.js";
import { pickFiles } from "./pick_file.js";
import { wireRecordButton } from "./record_button.js";

/** @import { Model } from "./api.js" */

const DEFAULT_LIMITS = { maxDurationSeconds: 60, maxBodyBytes: 16 * 2 ** 20 };

/** @type {Model | undefined} */
let model;

pickFiles((file) => ask(file, file.name));
wireRecordButton({
  limits: () => model ?? DEFAULT_LIMITS,
  onStart: startLive,
  onRecording: (recording) => ask(recording, "Your recording"),
  onError: showProblem,
});
await showServedModel();

/**
 * Asks about a recording; where another model has answered, a server has taken a new version in.
 *
 * @param {Blob} recording
 * @param {string} name
 */
async function ask(recording, name) {
  const answered = await listenTo(recording, name);
  if (answered && answered.digest !== model?.digest) await showServedModel();
}

async function showServedModel() {
  try {
    model = await readModel();
    showModel(model);
  } catch (error) {
    findElement("model-line", HTMLElement).textContent = "";
    showProblem(error);
  }
}
