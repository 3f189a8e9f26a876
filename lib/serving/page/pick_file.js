// @ts-check
/// <reference lib="dom" />
import { findElement } from "./find_element.js";

/**
 * Tells of each file that is chosen, or dropped anywhere on the page: beside the mark, a browser would leave
 * the page for it.
 *
 * @param {(file: File) => void} onFile
 */
export function pickFiles(onFile) {
  const input = findElement("file", HTMLInputElement);
  const mark = findElement("drop", HTMLElement);
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    input.value = ""; // so that the same file can be chosen again
    if (file) onFile(file);
  });
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    mark.classList.add("over");
  });
  for (const event of ["dragleave", "drop"]) {
    document.addEventListener(event, () => mark.classList.remove("over"));
  }
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) onFile(file);
  });
}
