/** Advance widths of Helvetica in thousandths of the font's size (Adobe's font metrics), rounded to groups. */
const GROUPS: readonly [width: number, characters: string][] = [
  [222, "ijl'|"],
  [278, " .,:;!/\\[]ftI"],
  [333, '()-`r"'],
  [500, "ckvxyzsJ"],
  [556, "abdeghnopqu0123456789L?_$#–"],
  [611, "FTZ+<=>~"],
  [667, "ABEKPSVXY&"],
  [722, "CDHNRUw"],
  [778, "GOQ"],
  [833, "Mm"],
  [950, "%W@"],
];
const WIDTHS = new Map(
  GROUPS.flatMap(([width, characters]) => [...characters].map((one) => [one, width])),
);
const OTHER_WIDTH = 600;

/** East Asian scripts begin here; their letters are square. */
const SQUARE_FROM = "\u1100";
const SQUARE_WIDTH = 1000;

/** Which font the reader has is not known: DejaVu Sans is so much wider than Helvetica. */
const SAFETY = 1.15;

/** About how wide a line of text is in a sans-serif font, in pixels: rather more than less. */
export function textWidth(text: string, fontSizePixels: number): number {
  const widths = [...text].map((one) =>
    WIDTHS.get(one) ?? (one >= SQUARE_FROM ? SQUARE_WIDTH : OTHER_WIDTH)
  );
  return widths.reduce((sum, width) => sum + width, 0) / 1000 * fontSizePixels * SAFETY;
}
