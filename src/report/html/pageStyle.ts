/** Light and dark as the system has it; always light on paper. What colours tell, words and signs tell too. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --raised: #f4f5f7; --text: #1c1d21; --soft: #54575f; --line: #c8cbd2; --control: #767a84; --link: #0b57d0;
  --pass: #0f5132; --pass-back: #e1f3e7; --pass-bar: #2e7d4f;
  --fail: #8c1d18; --fail-back: #fde7e5; --fail-bar: #c5352b;
  --unsure: #5c4400; --unsure-back: #fff1cc; --unsure-bar: #c99a14;
  --known: #0b3d91; --known-back: #e3ecfb; --known-bar: #3c6fd1;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #15171b; --raised: #1f2228; --text: #e7e8ec; --soft: #b3b7c1; --line: #41454f; --control: #8c919d; --link: #a8c7fa;
    --pass: #a9e2ba; --pass-back: #14341f; --pass-bar: #57b37c;
    --fail: #ffb9b1; --fail-back: #4c1815; --fail-bar: #e8685d;
    --unsure: #f3d079; --unsure-back: #3c2f08; --unsure-bar: #d9ae3a;
    --known: #b9d0fb; --known-back: #14284f; --known-bar: #7ba4f0;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; background: var(--page); color: var(--text); }
header, main { max-width: 80rem; margin: 0 auto; padding: 1rem 1.5rem 0; }
main { padding-bottom: 3rem; }
h1 { margin: 0; font-size: 1.1rem; font-weight: 600; color: var(--soft); }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.3rem; }
h3 { margin: 0; font-size: 1.1rem; overflow-wrap: anywhere; }
h4 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; padding: .5rem 1rem; background: var(--page); }
.skip:focus { left: .5rem; top: .5rem; }
.verdict { margin: .4rem 0 1rem; padding: .75rem 1rem; border-left: .4rem solid; border-radius: .25rem; font-size: 1.5rem; font-weight: 600; line-height: 1.3; }
.pass.verdict, .pass.badge, td.pass { background: var(--pass-back); color: var(--pass); }
.fail.verdict, .fail.badge, td.fail { background: var(--fail-back); color: var(--fail); }
.notEvaluated.verdict, .notEvaluated.badge, td.notEvaluated { background: var(--unsure-back); color: var(--unsure); }
td.manual, td.waived, .manual.badge, .waived.badge { background: var(--known-back); color: var(--known); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: separate; border-spacing: 0; }
caption { text-align: left; color: var(--soft); padding-bottom: .5rem; }
th, td { padding: .35rem .6rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
th small { display: block; font-weight: 400; color: var(--soft); }
.bars { width: 100%; }
.bars td { text-align: right; font-variant-numeric: tabular-nums; }
.bars th:nth-child(n+3) { text-align: right; }
.bars td:nth-child(2) { width: 40%; min-width: 8rem; }
svg { display: block; width: 100%; height: 1rem; margin-top: .25rem; border: 1px solid var(--control); }
rect.pass { fill: var(--pass-bar); } rect.fail { fill: var(--fail-bar); } rect.notEvaluated { fill: var(--unsure-bar); } rect.manual, rect.waived { fill: var(--known-bar); }
.framework { width: 100%; min-width: 44rem; } .framework th:nth-child(2) { width: 9rem; } .framework th:nth-child(1), .framework th:nth-child(n+3) { width: 30%; } .framework td { font-size: .875rem; } .framework td small { display: block; color: var(--soft); }
.framework td.fail small, .framework td.notEvaluated small, .framework td.waived small { color: inherit; }
.lines { margin: 0 0 1rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 1rem; margin: 1rem 0; }
figure { margin: 0; padding: .75rem; background: var(--raised); border-radius: .25rem; }
figcaption { font-size: .875rem; } figcaption small { display: block; color: var(--soft); }
svg.trend { height: auto; border: 0; overflow: visible; }
svg.trend polyline { fill: none; stroke: var(--known-bar); stroke-width: 2; } svg.trend circle { fill: var(--known-bar); }
rect.synthetic { fill: var(--known-bar); }
details { margin: .5rem 0; } summary { cursor: pointer; color: var(--link); }
.numbers td:nth-child(n) { width: auto; min-width: 0; }
.heat th, .heat td { border-right: 1px solid var(--page); font-size: .875rem; }
.heat td { white-space: nowrap; }
.heat td a { display: block; color: inherit; }
.heat td small { display: block; font-size: .8125rem; }
.heat thead th { vertical-align: bottom; min-width: 6.5rem; }
.heat thead th:first-child { min-width: min(12rem, 35vw); }
.heat tbody th { position: sticky; left: 0; background: var(--page); max-width: 18rem; overflow-wrap: anywhere; }
.sign { display: inline-block; min-width: 1em; font-weight: 700; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; padding: .75rem; background: var(--raised); border-radius: .25rem; }
form div { flex: 1 1 10rem; max-width: 20rem; }
label { display: block; font-size: .875rem; color: var(--soft); }
input, select, button { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--control); border-radius: .25rem; padding: .3rem .5rem; }
input, select { width: 100%; }
button { cursor: pointer; }
#shown { color: var(--soft); margin: .5rem 0 1rem; }
.org { margin: 0 0 1.5rem; padding: 1rem; border: 1px solid var(--line); border-radius: .4rem; }
.facts, .title { margin: .1rem 0 .5rem; color: var(--soft); overflow-wrap: anywhere; }
article { margin-top: 1rem; padding-left: .75rem; border-left: .25rem solid var(--line); }
article.fail { border-left-color: var(--fail-bar); border-left-style: double; }
article.notEvaluated { border-left-color: var(--unsure-bar); border-left-style: dashed; }
.badge { display: inline-block; padding: 0 .45rem; border-radius: .25rem; font-size: .875rem; font-weight: 600; }
ul { margin: .25rem 0; padding: 0; list-style: none; }
li { margin: .3rem 0; overflow-wrap: anywhere; }
.fix { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .25rem 0 .75rem; padding: .35rem .5rem; background: var(--raised); border-radius: .25rem; }
.to-mend { font-size: .875rem; color: var(--soft); }
pre { flex: 1 1 12rem; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: .875rem/1.5 ui-monospace, monospace; }
@media print {
  header, main { max-width: none; padding: 0; }
  body { font-size: 10pt; }
  .skip, form, button, .scroll::-webkit-scrollbar { display: none !important; }
  .scroll { overflow: visible; }
  .heat th, .heat td, .heat td small { font-size: 6pt; }
  .heat th, .heat td { padding: 1pt 2pt; overflow-wrap: anywhere; }
  .framework { min-width: 0; }
  .heat td { white-space: normal; }
  .heat thead th, .heat thead th:first-child { min-width: 0; }
  .heat tbody th { position: static; }
  tr, li, .fix, h3, h4 { break-inside: avoid; }
  h2, h3, h4, .title { break-after: avoid; }
  thead { display: table-header-group; }
  .org { border: 0; border-top: 1px solid var(--line); border-radius: 0; padding: .5rem 0; }
  * { print-color-adjust: exact; }
}
@media (forced-colors: active) {
  .badge, td.fail, td.notEvaluated, .verdict { border: 1px solid; }
}
`;
