import { z } from "zod";

/** Jupyter writes long texts as lists of lines. */
const Text = z.union([z.string(), z.array(z.string())])
  .transform((text) => Array.isArray(text) ? text.join("") : text);

const Output = z.object({
  output_type: z.string(),
  /** By media type; JSON types hold objects. */
  data: z.looseObject({ "text/plain": Text.optional(), "text/html": Text.optional() }).default({}),
});

/** A notebook (https://nbformat.readthedocs.io): what this project reads of one. */
export const Notebook = z.object({
  nbformat: z.literal(4),
  cells: z.array(z.object({
    cell_type: z.enum(["code", "markdown", "raw"]),
    source: Text,
    execution_count: z.number().nullable().default(null),
    outputs: z.array(Output).default([]),
  })),
});
export type Notebook = z.infer<typeof Notebook>;

/**
 * Reads a notebook.
 *
 * @throws {Error} if there is no such file, or it is no notebook.
 */
export async function readNotebook(path: string): Promise<Notebook> {
  const text = await Deno.readTextFile(path).catch((cause: Error) => {
    const reason = cause instanceof Deno.errors.NotFound ? "there is no such file" : cause.message;
    throw new Error(`Cannot read the notebook ${path}: ${reason}`, { cause });
  });
  try {
    return Notebook.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`Cannot read ${path}: wanted a Jupyter notebook of format 4 (.ipynb)`, {
      cause,
    });
  }
}

/** The JSON of a notebook for the Deno kernel with these cells and no outputs. */
export function notebookJson(cells: readonly string[]): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: "deno", display_name: "Deno", language: "typescript" } },
    cells: cells.map((source, index) => ({
      id: `cell-${index}`,
      cell_type: "code",
      source,
      metadata: {},
      execution_count: null,
      outputs: [],
    })),
  });
}
