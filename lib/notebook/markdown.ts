import { display } from "./display.ts";

/** Shows text with Markdown in it under the running cell; does nothing outside of a notebook. */
export async function markdown(text: string): Promise<void> {
  await display({ "text/markdown": text, "text/plain": text });
}
