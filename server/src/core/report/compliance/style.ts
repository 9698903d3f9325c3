/** The style of the report. Contrast is at least 4.5 to 1 in both schemes. On paper everything is shown, and rows are not torn apart. */
export const STYLE = `
:root { color-scheme: light dark; --fg: #1b2530; --bg: #ffffff; --dim: #4d5a67; --line: #c9d1d9; --head: #f0f3f6;
  --bad: #a4161a; --open: #7a4b00; --good: #12622f; --code: #eef1f4; }
@media (prefers-color-scheme: dark) { :root { --fg: #e3e8ee; --bg: #14191f; --dim: #a6b1bd; --line: #39434e; --head: #1e252d;
  --bad: #ff9a94; --open: #f0c060; --good: #7fd69b; --code: #232b34; } }
body { margin: 0; background: var(--vscode-editor-background, var(--bg)); color: var(--vscode-foreground, var(--fg));
  font: 16px/1.5 system-ui, sans-serif; }
body.vscode-dark, body.vscode-high-contrast { --dim: #a6b1bd; --line: #39434e; --head: #1e252d; --bad: #ff9a94; --open: #f0c060; --good: #7fd69b; --code: #232b34; }
body.vscode-light { --dim: #4d5a67; --line: #c9d1d9; --head: #f0f3f6; --bad: #a4161a; --open: #7a4b00; --good: #12622f; --code: #eef1f4; }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
table.totals { width: auto; table-layout: auto; } table.totals th, table.totals td { overflow-wrap: normal; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
caption.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { border: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { background: var(--head); } tbody th { font-weight: 400; }
thead th:nth-child(1) { width: 32%; } thead th:nth-child(2) { width: 18%; }
@media (max-width: 40rem) { body { font-size: 14px; } main { padding: .75rem; } thead th:nth-child(2) { width: 26%; } }
td.number { text-align: right; } .id { font-weight: 600; white-space: nowrap; }
.state { font-weight: 600; } .state.not-met { color: var(--bad); } .state.to-check, .state.suppressed { color: var(--open); }
.state.met { color: var(--good); } .state.no-object, .state.not-checkable { color: var(--dim); font-weight: 400; }
code { font: .85em/1.4 ui-monospace, monospace; background: var(--code); padding: 0 .2em; border-radius: .2em; color: inherit; }
ul { margin: .2rem 0; padding-left: 1.1rem; } td p { margin: 0 0 .2rem; } .rules { color: var(--dim); font-size: .9em; }
summary { cursor: pointer; }
@media print { :root { --fg: #000000; --bg: #ffffff; --dim: #333333; --line: #999999; --head: #eeeeee; --bad: #8a0000; --open: #5a3700; --good: #0a4a20; --code: #ffffff; }
  body { font-size: 10pt; } main { max-width: none; padding: 0; } thead { display: table-header-group; } tr, h2 { break-inside: avoid; break-after: auto; } h2 { break-after: avoid; }
  details::details-content { content-visibility: visible; display: block; } }
`;
