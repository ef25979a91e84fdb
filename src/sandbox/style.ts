/** The stylesheet of the simulated vendors' pages: an appliance's plain look, light and dark, no web font. */
import type { Simulator } from '../core/simulator.ts'

const standardLook = { accent: '#33475b', accentDark: '#9db4cc' }

function stylesheet(simulator: Simulator | undefined): string {
  const { accent, accentDark } = simulator?.look ?? standardLook
  return `:root { color-scheme: light dark; --accent: ${accent}; --on-accent: #fff; --bar: ${accent};
  --page: #eef0f2; --card: #fff; --text: #1d2329; --quiet: #55606b; --line: #76818c; --bad: #a4161a; --note: #fff7d6; }
@media (prefers-color-scheme: dark) {
  :root { --accent: ${accentDark}; --on-accent: #10151a; --bar: #0c1116; --page: #161b20; --card: #20272e;
    --text: #e6eaee; --quiet: #a9b4bf; --line: #87929d; --bad: #ff9a94; --note: #33301f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 Verdana, Geneva, "DejaVu Sans", sans-serif; }
.bar { background: var(--bar); color: #fff; padding: .75rem 1rem; font-weight: bold; }
.bar small { font-weight: normal; margin-inline-start: .75rem; }
main { max-width: 30rem; margin: 2rem auto; padding: 0 1rem; }
.card { background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--accent); padding: 1.25rem; }
h1 { font-size: 1.25rem; margin: 0 0 1rem; }
h2 { font-size: 1rem; margin: 0 0 .5rem; }
label { display: block; margin: 0 0 .25rem; }
input, textarea { display: block; width: 100%; min-height: 2.75rem; margin: 0 0 1rem; padding: .5rem; font: inherit;
  color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 2px; }
textarea { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .875rem; overflow-wrap: anywhere; }
button { min-height: 2.75rem; padding: .5rem 1.25rem; font: inherit; cursor: pointer; border-radius: 2px;
  border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); }
button.second { background: transparent; color: inherit; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.bad { border-inline-start: 4px solid var(--bad); color: var(--bad); margin: 0 0 1rem; padding: .5rem .75rem; }
.note { margin: 1.5rem 0 0; padding: 1rem; background: var(--note); border: 1px dashed var(--line); font-size: .875rem; }
dl { margin: 0; } dt { font-weight: bold; margin-top: .5rem; } dd { margin: 0; overflow-wrap: anywhere; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
ul { padding-inline-start: 1.25rem; } a { color: inherit; } .quiet { color: var(--quiet); }
@media (forced-colors: active) { button { border: 1px solid ButtonText; } }
`
}

export const stylesheetAnswer = (simulator: Simulator | undefined): Response =>
  new Response(stylesheet(simulator), {
    headers: { 'Content-Type': 'text/css; charset=utf-8', 'X-Content-Type-Options': 'nosniff' },
  })
