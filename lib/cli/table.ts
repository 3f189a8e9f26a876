/** A cell of a table: numbers stand right, text left. */
export type Cell = string | number;

/**
 * Lays rows out as a plain-text table with a header line, columns two spaces apart.
 *
 * @example
 * ```ts ignore
 * print(table(["class", "clips"], [["dog", 32], ["rain", 32]]));
 * ```
 */
export function table(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => String(row[column] ?? "").length))
  );
  const isNumeric = header.map((_, column) =>
    rows.every((row) => typeof row[column] === "number" || row[column] === undefined)
  );
  const layOut = (row: readonly Cell[]) =>
    widths.map((width, column) => {
      const text = String(row[column] ?? "");
      return isNumeric[column] ? text.padStart(width) : text.padEnd(width);
    }).join("  ").trimEnd();
  return [header, widths.map((width) => "-".repeat(width)), ...rows].map(layOut).join("\n");
}
