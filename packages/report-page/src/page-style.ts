/** Of the whole page. Every pair of colours that carries text has a contrast of at least 4.5, of marks 3. */
export const PAGE_STYLE = `
:root {
  color-scheme: light;
  --page: #ffffff; --card: #f6f7f9; --text: #1b1f24; --soft: #545d68; --line: #d8dde3; --grid: #e8ebef; --axis: #7b8590;
  --link: #0b5cad; --mark: #b3261e;
  --series-1: #2f6fb4; --series-2: #c8641b; --series-3: #2b8a66; --series-4: #8a5bb5; --series-5: #b0487d; --series-6: #6b7280;
  --flow-near: #9db7d1; --flow-far: #c8641b; --flow-out: #b9bec5;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --page: #14171b; --card: #1d2228; --text: #e7eaee; --soft: #a5afba; --line: #343b44; --grid: #272d34; --axis: #7d8894;
    --link: #82b6f0; --mark: #ff8f86;
    --series-1: #5b9ee0; --series-2: #ea8f4a; --series-3: #55b791; --series-4: #b08be0; --series-5: #df7fae; --series-6: #9aa4b0;
    --flow-near: #4d6b8a; --flow-far: #ea8f4a; --flow-out: #565e68;
  }
}
* { box-sizing: border-box; }
html { background: var(--page); color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 880px; padding: 48px 40px 64px; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; letter-spacing: -0.015em; margin: 0 0 8px; text-wrap: balance; }
h2 { font-size: 1.3rem; letter-spacing: -0.01em; line-height: 1.3; margin: 0 0 8px; }
h3 { font-size: 1rem; margin: 0 0 2px; }
p { margin: 0 0 12px; max-width: 70ch; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.subtitle, .intro, figcaption p, .note { color: var(--soft); }
.subtitle { font-size: 1.05rem; margin: 0; }
figcaption p { font-size: 0.9rem; margin: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; margin: 20px 0 0; padding: 0; font-size: 0.92rem; }
section { border-top: 1px solid var(--line); margin-top: 36px; padding-top: 24px; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 12px; margin: 16px 0; }
.figures > div { background: var(--card); border-radius: 10px; display: flex; flex-direction: column; padding: 14px 16px; }
.figures dt { color: var(--soft); font-size: 0.86rem; line-height: 1.35; }
.figures dd { display: contents; }
.figures .value { order: -1; font-size: 1.65rem; font-weight: 650; letter-spacing: -0.02em; line-height: 1.25; font-variant-numeric: tabular-nums; }
.figures .note { font-size: 0.82rem; margin-top: 2px; line-height: 1.35; }
figure { margin: 24px 0 20px; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 18px; list-style: none; margin: 10px 0 0; padding: 0; font-size: 0.86rem; }
.legend li { align-items: center; display: flex; gap: 6px; }
.key { flex: none; }
.plot { background: none; font: 12.5px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; margin-top: 8px; overflow: visible; }
.plot text { font-variant-numeric: tabular-nums; }
.narrow { display: none; }
.empty { color: var(--soft); font-style: italic; margin: 12px 0; }
.table { margin: 12px 0; max-width: 100%; overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.88rem; font-variant-numeric: tabular-nums; min-width: 50%; }
caption { color: var(--soft); font-size: 0.86rem; padding: 0 0 6px; text-align: start; }
th, td { border-bottom: 1px solid var(--line); overflow-wrap: anywhere; padding: 6px 18px 6px 0; text-align: start; vertical-align: top; }
tbody th { font-weight: 500; min-width: 6em; max-width: 26em; }
thead th { border-bottom: 1px solid var(--axis); color: var(--soft); font-weight: 600; vertical-align: bottom; overflow-wrap: normal; }
th.number, td.number { text-align: end; }
td.number { white-space: nowrap; }
details { font-size: 0.9rem; margin-top: 6px; }
summary { color: var(--link); cursor: pointer; width: fit-content; }
.data { border-top: 1px solid var(--line); margin-top: 36px; padding-top: 20px; }
pre { background: var(--card); border-radius: 10px; font: 12px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; max-height: 30em; overflow: auto; padding: 14px 16px; user-select: all; white-space: pre-wrap; }
@media (max-width: 700px) {
  body { padding: 28px 20px 40px; }
  h1 { font-size: 1.5rem; }
  .wide { display: none; }
  .narrow { display: block; }
  .figures { grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); }
}
@media print {
  body { max-width: none; padding: 0; }
  nav, .data, details { display: none; }
  html { font-size: 14px; }
  figure, .figures, .table, tr { break-inside: avoid; }
  h2, h3, .intro, caption { break-after: avoid; }
  .wide { display: block; }
  .narrow { display: none; }
  .figures > div { border: 1px solid var(--line); }
}
`;
