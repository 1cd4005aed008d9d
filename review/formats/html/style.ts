import { RUNBOOK_STYLE } from "../../runbook/html";

/** The colours of the page, light and dark; a test holds them to the contrast that WCAG AA asks for. */
export const COLOURS = {
  light: {
    page: "#f5f6f8",
    card: "#ffffff",
    line: "#d9dde3",
    text: "#1a1f26",
    soft: "#566070",
    link: "#0b57b7",
    known: "#b3261e",
    unknown: "#8a5200",
    pending: "#0b5c8f",
    waived: "#6b3fa0",
    advice: "#4b5768",
    ready: "#0f6b3d",
  },
  dark: {
    page: "#0f1217",
    card: "#171b22",
    line: "#323944",
    text: "#e7eaef",
    soft: "#a5afbd",
    link: "#86b7ff",
    known: "#ff9389",
    unknown: "#f0b95a",
    pending: "#77c4f2",
    waived: "#c9adff",
    advice: "#b5bfcc",
    ready: "#63d49a",
  },
} as const;

const variables = (colours: Readonly<Record<string, string>>): string =>
  Object.entries(colours)
    .map(([colour, value]) => `--${colour}: ${value};`)
    .join(" ");

/** The style sheet of the page. A review that failed has no colour that says ready. */
export const STYLE = `
:root { color-scheme: light dark; ${variables(COLOURS.light)} }
@media screen and (prefers-color-scheme: dark) { :root { ${variables(COLOURS.dark)} } }
.failed { --ready: var(--soft); }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 7rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--text); overflow-wrap: break-word;
  font: 15px/1.5 -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
}
.page { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1.5rem 3rem; }
h1, h2, h3, h4, p, ul, ol, dl, dd, pre { margin: 0; }
h2, h3, h4 { line-height: 1.3; }
h2 { font-size: 1.35rem; }
h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; }
a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
:target { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 3px; }
code, pre, .code { font-family: ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.92em; }
.code { font-weight: 600; }
dt, .soft, .place, .count, .label { color: var(--soft); font-weight: 400; }
.place, .count, h4 > code { font-size: 0.86em; font-weight: 400; }
h4 > code { color: var(--soft); margin-left: 0.35rem; }
.plain, .tree, .subjects, .subjects ul, .found, .servers, .plan { list-style: none; padding: 0; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: fixed; left: 1rem; top: 1rem; z-index: 9; background: var(--card); padding: 0.5rem 1rem; border: 1px solid var(--line); }
section { margin-top: 2rem; }
section > h2 + *, section > h3 + * { margin-top: 0.4rem; }

.known { --tone: var(--known); --sign: "×"; }
.unknown { --tone: var(--unknown); --sign: "?"; }
.pending { --tone: var(--pending); --sign: "…"; }
.waived { --tone: var(--waived); --sign: "~"; }
.advice { --tone: var(--advice); --sign: "i"; }
.ready { --tone: var(--ready); --sign: "✓"; }
.sign::before, .badge:not(.none)::before {
  content: var(--sign); content: var(--sign) / "";
  display: inline-flex; flex: none; align-items: center; justify-content: center; width: 1.25em; height: 1.25em; margin-right: 0.4em;
  border: 1.5px solid currentColor; border-radius: 50%; color: var(--tone, var(--soft));
  font: 700 0.8em/1 "Liberation Sans", Arial, sans-serif; vertical-align: 0.02em;
}
.badge { color: var(--tone, var(--soft)); font-weight: 600; font-size: 0.9rem; white-space: nowrap; }
.badge.none { font-weight: 400; }

.banner, .card, .group, .change, .failures, .weaker, .filter { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 0.9rem 1.25rem; }
.banner { border-top: 6px solid var(--tone); padding: 1.25rem 1.5rem; }
.banner h1 { display: flex; align-items: center; color: var(--tone); font-size: clamp(1.9rem, 6vw, 2.5rem); line-height: 1.2; }
.banner h1 .sign { display: flex; }
.banner h1 .sign::before { border-width: 3px; font-size: 0.65em; }
.banner .lead { font-size: 1.15rem; }
.banner .now { margin-top: 1rem; }
.now ol { padding-left: 1.5rem; }
.meta { display: flex; flex-wrap: wrap; gap: 0.25rem 2rem; margin-top: 1rem; font-size: 0.93rem; }
.meta > div { display: flex; gap: 0.5rem; }
.tiles, .hierarchies { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; list-style: none; padding: 0; margin-top: 1rem; }
.tiles li { color: var(--tone); font-weight: 600; }
.tiles a { color: inherit; }
.head { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0.25rem 1rem; }
.hierarchy > .head { border-bottom: 2px solid var(--line); padding-bottom: 0.4rem; }
.hierarchy nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; font-size: 0.93rem; }
.distrust { display: none; color: var(--known); font-weight: 600; }
.failed .distrust { display: block; }
.failures { border: 2px solid var(--known); }
.failures li { margin-top: 0.75rem; }
.failures pre { margin-top: 0.4rem; padding: 0.6rem 0.9rem; border: 1px solid var(--line); border-radius: 6px; background: var(--page); white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24rem; overflow-y: auto; }
.weaker, .change { margin-top: 0.75rem; }
.weaker { border-left: 5px solid var(--unknown); }
.change > summary, .fold > summary { cursor: pointer; }
.change > summary h3 { display: inline; }
.weaker .sign, .alert .sign { --sign: "!"; --tone: var(--unknown); }
.alert, .since, .exempt { margin-top: 0.3rem; }
.alert, .exempt { font-weight: 600; }
.weaker ul, .change ul, section > ul { padding-left: 1.25rem; }

.filter { position: sticky; top: 0; z-index: 5; margin-top: 1.5rem; padding: 0.6rem 1rem; box-shadow: 0 6px 16px -10px rgb(0 0 0 / 0.35); font-size: 0.9rem; }
.filter > div, .filter fieldset { display: flex; flex-wrap: wrap; align-items: center; gap: 0.35rem 0.6rem; border: 0; margin: 0; padding: 0; min-width: 0; }
.filter fieldset { margin-top: 0.4rem; }
.filter legend { float: left; color: var(--soft); padding: 0; margin-right: 0.3rem; }
.filter input[type="search"], button { font: inherit; color: var(--text); background: var(--card); border: 1px solid var(--soft); border-radius: 6px; padding: 0.2rem 0.6rem; }
button { cursor: pointer; }
.chip { position: relative; padding: 0.05rem 0.6rem; border: 1px solid var(--tone, var(--soft)); border-radius: 1rem; color: var(--tone, var(--soft)); cursor: pointer; }
.chip input { position: absolute; opacity: 0; }
.chip:has(:checked) { background: var(--tone, var(--soft)); color: var(--card); font-weight: 600; }
.chip:has(:checked)::after { content: " ×" / ""; }
.chip:has(:checked) .sign::before { color: inherit; }
.chip:has(:focus-visible) { outline: 3px solid var(--link); outline-offset: 2px; }
#filter-status { color: var(--soft); font-variant-numeric: tabular-nums; }

.group { margin-top: 0.75rem; border-left: 4px solid var(--tone); }
.group > * + * { margin-top: 0.4rem; }
.subjects > li { display: flex; flex-wrap: wrap; gap: 0.1rem 0.75rem; padding: 0.2rem 0; border-top: 1px solid var(--line); }
.subjects > li > .what { flex: 1 1 20rem; }
.subjects ul { display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; flex: 0 1 auto; min-width: min(11rem, 100%); }
.subjects > li > ul:has(> :nth-child(4)) { flex: 1 1 100%; order: 1; }
.label { font-size: 0.9rem; }
.steps { padding-left: 1.5rem; max-width: 52rem; }
.source { font-size: 0.88rem; color: var(--soft); }
.tree .tree { margin: 0.1rem 0 0 0.45rem; padding-left: 1.1rem; border-left: 1px solid var(--line); }
.many > .node { content-visibility: auto; contain-intrinsic-size: auto none auto 2.1rem; }
.tree summary { padding: 0.1rem 0.3rem; border-radius: 5px; cursor: pointer; }
.tree summary:hover { background: var(--page); }
/* A list item has a number, shown or not; hiding some of many costs a renumbering of all for each. */
.tree li, .plan li { display: block; }
.tree summary .code, .tree .what, .marks .badge, .found .badge { margin-right: 0.5rem; }
.tree .what { color: var(--soft); }
.body { margin: 0 0 0.4rem 1.35rem; font-size: 0.93rem; }
.tree .body > .tree { margin-left: -0.9rem; font-size: 1rem; }
.facts > div, .governance > div { display: flex; flex-wrap: wrap; gap: 0 0.6rem; }
.servers > li { padding: 0.15rem 0; border-top: 1px solid var(--line); }
.plan { columns: 11rem auto; }
.plan .place { display: inline-block; min-width: 2.2rem; text-align: right; margin-right: 0.5rem; }
footer { margin-top: 2rem; color: var(--soft); font-size: 0.88rem; }

@media screen and (max-width: 44rem) {
  html { scroll-padding-top: 1rem; }
  .page { padding: 0.75rem 0.75rem 2rem; }
  .banner, .card, .group, .change { padding: 0.8rem 0.9rem; }
  .filter { position: static; }
  .tree .what, .tree .marks { display: block; margin-left: 1.2rem; }
  .tree .tree { padding-left: 0.6rem; }
  .body { margin-left: 0.6rem; }
}
${RUNBOOK_STYLE}
.runbook { margin-top: 1.6rem; }
.runbook summary { cursor: pointer; font-weight: bold; }
@media print {
  .runbook { display: none; }
  @page { margin: 12mm 11mm; }
  html { font-size: 10.5px; }
  body { background: none; font-size: 1rem; line-height: 1.3; }
  .page { max-width: none; padding: 0; }
  section { margin-top: 0.8rem; }
  .group { margin-top: 0.5rem; }
  .group > * + * { margin-top: 0.2rem; }
  .skip, .tools, .hierarchy nav, .filter { display: none !important; }
  .filtered .filter { display: block !important; position: static; border: 2px solid var(--known); box-shadow: none; }
  .filtered .filter > :not(:has(#filter-status)), .filtered .filter > div > :not(#filter-status) { display: none; }
  .banner, .group, .card, .change, .failures, .weaker { background: none; padding: 0.35rem 0.7rem; }
  .failures pre { max-height: none; background: none; }
  .many > .node { content-visibility: visible; }
  details::details-content { display: block; content-visibility: visible; block-size: auto; }
  summary { list-style: none; }
  .tree summary, .servers > li { padding: 0; }
  .steps { max-width: none; }
  .tree summary, .tree details::details-content, .tree .body, .tree .facts { display: inline; }
  .tree .body .found { display: block; padding-left: 1.35rem; }
  .facts > div, .facts dt, .facts dd, .found > li { display: inline; margin-right: 0.4em; }
  .tree .body { font-size: 0.84rem; line-height: 1.25; }
  .tree .what, .marks .badge, .facts dd { margin-right: 0.3em !important; }
  .source a[href$=".md"]::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; }
  a { color: inherit; }
  h2, h3, h4, summary, .label { break-after: avoid; }
  .subjects > li, .servers > li, .found > li, .steps > li { break-inside: avoid; }
}
`;
