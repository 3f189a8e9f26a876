/** The report's looks: one column on a phone, two on a desk, light or dark as the reader's system is. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --text: #202428; --soft: #5c636b; --page: #ffffff; --card: #f5f6f8; --line: #d9dde2; --accent: #1f5f98; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e7eb; --soft: #a0a7b0; --page: #14171b; --card: #1c2026; --line: #333941; --accent: #7db4e6; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1180px; padding: 1.5rem clamp(0.8rem, 3vw, 2rem) 4rem; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 0.3rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.3rem; padding-top: 0.8rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.6rem 0 0.4rem; }
p { margin: 0.2rem 0 0.8rem; color: var(--soft); max-width: 75ch; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1rem; margin: 1rem 0; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(126px, 1fr)); gap: 0.6rem; margin: 1rem 0; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 0.6rem 0.8rem; }
.tile span { display: block; color: var(--soft); font-size: 0.8rem; }
.tile b { display: block; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr)); gap: 0.8rem; align-items: start; }
.plot { background: var(--card); box-shadow: 0 0 0 1px var(--line); border-radius: 8px; min-width: 0; overflow: hidden; }
.wide { grid-column: 1 / -1; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25rem 0.9rem 0.25rem 0; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { color: var(--soft); font-weight: 600; }
th.words, td.words { text-align: left; }
.note { border-left: 3px solid var(--accent); padding-left: 0.8rem; }
@media print { .plots { display: block; } .plot { break-inside: avoid; margin-bottom: 0.8rem; } }
`;
