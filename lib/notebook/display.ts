/** What is shown, in several forms: the reader's program takes the richest that it knows. */
export type MediaBundle = Deno.jupyter.MediaBundle;

/**
 * How long a display takes to leave the kernel. A cell that ends earlier can lose it: its `idle` message
 * overtakes the display (none of 60 were lost with this wait under nbclient 0.11).
 */
const SENDING_MS = 150;

/** True under the Deno kernel: in JupyterLab, VS Code or nbclient. */
export function isNotebook(): boolean {
  try {
    return typeof Deno.jupyter.display === "function";
  } catch { // outside of the kernel the namespace throws
    return false;
  }
}

/** Shows something under the running cell and waits until it is sent; does nothing outside of a notebook. */
export async function display(bundle: MediaBundle): Promise<void> {
  if (!isNotebook()) return;
  await Deno.jupyter.display(bundle, { raw: true });
  await settle();
}

/** Waits until what was shown last has left the kernel. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, SENDING_MS));
}
