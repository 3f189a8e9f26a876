/** 0.934 as "93.4 %". */
export function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}
