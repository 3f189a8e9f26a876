export type Point = readonly [x: number, y: number];

/**
 * Where a point goes by an SVG `transform`, as far as Plotly uses it: `translate`, `rotate` and `scale`.
 * Of several, the last is the first that a point meets
 * (https://www.w3.org/TR/css-transforms-1/#svg-transform).
 */
export function transformed(point: Point, transform: string): Point {
  const steps = [...transform.matchAll(/(translate|rotate|scale)\(([^)]*)\)/g)];
  return steps.reduceRight<Point>((at, [, kind, list = ""]) => {
    const values = list.split(/[\s,]+/).map(Number);
    if (kind === "rotate") return rotated(at, values);
    const [a = 0, b] = values;
    const [x, y] = at;
    return kind === "translate" ? [x + a, y + (b ?? 0)] : [x * a, y * (b ?? a)];
  }, point);
}

function rotated([x, y]: Point, [degrees = 0, aroundX = 0, aroundY = 0]: number[]): Point {
  const angle = degrees * Math.PI / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [right, down] = [x - aroundX, y - aroundY];
  return [aroundX + right * cos - down * sin, aroundY + right * sin + down * cos];
}
