import { z } from "zod";

/** A folder of this machine, and what stands for it in a notebook that others read. */
export interface Place {
  folder: string;
  name: string;
}

const PLOTLY = "application/vnd.plotly.v1+json";
const HTML = "text/html";

const Output = z.looseObject({ data: z.record(z.string(), z.unknown()).optional() });
type Output = z.infer<typeof Output>;

const Executed = z.looseObject({
  cells: z.array(z.looseObject({ outputs: z.array(Output).optional() })),
});

/**
 * A notebook with its outputs as it is committed: small, without recordings, and the same on each machine.
 * Figures stay as the pictures in their HTML, without Plotly's data, as who runs the notebook gets those
 * anew; a sound stays as its line of text; folders of the machine become names.
 *
 * @param executed The text of the .ipynb file.
 * @throws {Error} if it is no notebook.
 */
export function committedForm(executed: string, places: readonly Place[]): string {
  const notebook = Executed.parse(JSON.parse(executed));
  const cells = notebook.cells.map((cell) =>
    cell.outputs
      ? { ...cell, outputs: cell.outputs.map((output) => withoutPlaces(lasting(output), places)) }
      : cell
  );
  return `${JSON.stringify({ ...notebook, cells }, withSortedKeys, 1)}\n`; // as nbformat writes it
}

function withSortedKeys(_key: string, part: unknown): unknown {
  const isObject = typeof part === "object" && part !== null && !Array.isArray(part);
  return isObject ? Object.fromEntries(Object.entries(part).sort()) : part;
}

/** An output with those of its forms that last. */
function lasting(output: Output): Output {
  const data = { ...output.data };
  if (HTML in data) delete data[PLOTLY];
  if (JSON.stringify(data[HTML])?.includes("<audio")) delete data[HTML];
  return output.data ? { ...output, data } : output;
}

/** An output with names for the folders in its texts; a folder inside another has its own name. */
function withoutPlaces(output: Output, places: readonly Place[]): Output {
  const innermostFirst = places.toSorted((a, b) => b.folder.length - a.folder.length);
  const rename = (_key: string, part: unknown) =>
    typeof part === "string" ? innermostFirst.reduce(renamed, part) : part;
  return Output.parse(JSON.parse(JSON.stringify(output), rename));
}

function renamed(text: string, { folder, name }: Place): string {
  const path = `(?<!\\w)(?:file://)?${RegExp.escape(folder)}(?![\\w-]|\\.\\w)`;
  return text.replace(new RegExp(path, "g"), () => name);
}
