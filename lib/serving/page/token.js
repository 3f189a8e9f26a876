// @ts-check
/// <reference lib="dom" />
import { findElement } from "./find_element.js";

/** Of this tab's storage, which ends with the tab. */
const KEY = "yamnet-kit-token";

/** @type {Promise<boolean> | undefined} */
let asking;

/** @returns {Record<string, string>} Headers for a request. */
export function authorization() {
  const token = sessionStorage.getItem(KEY);
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** @returns {string[]} Subprotocols for a WebSocket, which has no headers to set. */
export function streamProtocols() {
  const token = sessionStorage.getItem(KEY);
  if (token === null) return ["yamnet-kit.stream"];
  const text = btoa(String.fromCharCode(...new TextEncoder().encode(token)));
  const base64url = text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return ["yamnet-kit.stream", `bearer.${base64url}`];
}

/**
 * Asks for the server's token; once, for however many requests wait for it.
 *
 * @returns {Promise<boolean>} Whether there is a new one.
 */
export function askToken() {
  asking ??= ask().finally(() => asking = undefined);
  return asking;
}

/** @returns {Promise<boolean>} */
function ask() {
  const dialog = findElement("token-dialog", HTMLDialogElement);
  const input = findElement("token", HTMLInputElement);
  input.value = "";
  findElement("token-title", HTMLElement).textContent = sessionStorage.getItem(KEY) === null
    ? "This server asks for a token"
    : "The server does not take this token";
  dialog.returnValue = "cancel";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const isGiven = dialog.returnValue === "send";
      if (isGiven) sessionStorage.setItem(KEY, input.value.trim());
      resolve(isGiven);
    }, { once: true });
  });
}
