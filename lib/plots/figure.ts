/** Plain JSON: what Plotly's figures are made of. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A Plotly figure as plain data (https://plotly.com/javascript/reference/): drawn by whoever shows it. */
export interface Figure {
  data: { [key: string]: Json }[];
  layout: { [key: string]: Json };
}
