import type { Interval } from "../evaluation/wilson.ts";

/** Three decimals; what is undefined is a dash. */
export function figureText(value: number | null): string {
  return value === null ? "–" : value.toFixed(3);
}

/** Both ends; a dash where there is no interval. */
export function intervalText(interval: Interval | null): string {
  return interval === null ? "–" : `${interval.low.toFixed(3)} to ${interval.high.toFixed(3)}`;
}
