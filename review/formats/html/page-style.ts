/** The page as a whole: type, banner, sections, filter. */
export const PAGE_STYLE = `
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 7.5rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.55 -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  overflow-wrap: break-word;
}
.page { max-width: 68rem; margin: 0 auto; padding: 2rem 1.5rem 3rem; }
h1, h2, h3, h4, p, ul, ol, dl, pre { margin: 0; }
h2, h3, h4 { line-height: 1.3; }
h2 { font-size: 1.4rem; letter-spacing: -0.01em; }
h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; }
a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
code, pre, .code { font-family: ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.92em; }
small, .place { color: var(--soft); font-size: 0.86em; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: fixed; left: 1rem; top: 1rem; z-index: 9; background: var(--card); padding: 0.5rem 1rem; border: 1px solid var(--line); border-radius: 6px; }
.plain { list-style: none; padding: 0; }
.count { color: var(--soft); font-weight: 400; font-size: 0.9em; font-variant-numeric: tabular-nums; }
.lead, .about, .source, .more { color: var(--soft); }

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
.tag { color: var(--soft); font-weight: 600; font-size: 0.8rem; text-decoration: none; }

.banner { background: var(--card); border: 1px solid var(--line); border-top: 6px solid var(--tone); border-radius: 10px; padding: 1.5rem 1.75rem; }
.product { color: var(--soft); font-size: 0.9rem; }
.banner h1 { display: flex; align-items: center; gap: 0.3rem; color: var(--tone); font-size: clamp(2rem, 6vw, 2.75rem); line-height: 1.2; letter-spacing: -0.025em; margin: 0.25rem 0; }
.banner h1 .sign { display: flex; }
.banner h1 .sign::before { border-width: 3px; font-size: 0.65em; }
.banner .lead { color: var(--text); font-size: 1.15rem; }
.meta { display: flex; flex-wrap: wrap; gap: 0.75rem 2.5rem; margin-top: 1.25rem; }
.meta dt, .wanted dt, .facts dt, .governance dt { color: var(--soft); font-size: 0.86rem; }
.meta dd, .wanted dd, .facts dd, .governance dd { margin: 0; }
.tiles { display: grid; grid-template-columns: repeat(5, 1fr); gap: 0.75rem; list-style: none; padding: 0; margin-top: 1.5rem; }
.tiles li { border: 1px solid var(--line); border-radius: 8px; }
.tiles li > a { display: block; border-radius: 7px; text-decoration: none; color: inherit; }
.tiles li > a:hover { background: var(--page); }
.tiles li.none, .tiles li > a { padding: 0.6rem 0.9rem; }
.tiles li.none { --tone: var(--soft); color: var(--soft); }
.tiles b { display: block; font-size: 1.6rem; line-height: 1.2; font-variant-numeric: tabular-nums; color: var(--tone, var(--soft)); }
.tiles li.none b { font-weight: 400; }
.hierarchies { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; margin-top: 1.25rem; }

section { margin-top: 2.25rem; }
.hierarchy > .head { border-bottom: 2px solid var(--line); padding-bottom: 0.5rem; }
.hierarchy nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; font-size: 0.93rem; }
.hierarchy h2 .badge { font-size: 1.1rem; margin-left: 0.5rem; }
.distrust { display: none; color: var(--known); font-weight: 600; margin-top: 0.75rem; }
.failed .distrust { display: block; }
.failures { border: 2px solid var(--known); border-radius: 10px; background: var(--card); padding: 1.25rem 1.5rem; --tone: var(--known); }
.failures li { margin-top: 1rem; }
.failures pre { margin-top: 0.4rem; padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 6px; background: var(--page); white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24rem; overflow-y: auto; }
.weaker { margin-top: 1rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-left: 5px solid var(--unknown); border-radius: 8px; background: var(--card); --tone: var(--unknown); }
.change { margin-top: 0.9rem; padding: 0.9rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.change > summary { cursor: pointer; }
.change > summary h3 { display: inline; }
.weaker .sign, .alert .sign { --sign: "!"; }
.alert, .since, .exempt { margin-top: 0.4rem; }
.alert, .exempt { font-weight: 600; }
.weaker ul, .change ul, section > ul { margin-top: 0.5rem; padding-left: 1.25rem; }
section > h3:not(:first-child) { margin-top: 1.25rem; }

.filter { position: sticky; top: 0; z-index: 5; margin: 2.25rem 0 -0.75rem; padding: 0.75rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 6px 16px -10px rgb(0 0 0 / 0.35); }
.filter .fields { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 0.75rem; }
.filter label { font-size: 0.9rem; }
.filter input[type="search"], .filter select, button { font: inherit; font-size: 0.93rem; color: var(--text); background: var(--card); border: 1px solid var(--soft); border-radius: 6px; padding: 0.3rem 0.6rem; }
.filter input[type="search"] { width: 12rem; }
.filter .facets { justify-content: space-between; margin-top: 0.5rem; }
button { cursor: pointer; }
button:hover { background: var(--page); }
.filter fieldset { display: flex; flex-wrap: wrap; gap: 0.4rem 0.9rem; border: 0; margin: 0; padding: 0; min-width: 0; }
.filter legend { position: absolute; left: -100vw; }
.chip { display: inline-flex; align-items: center; color: var(--tone); font-weight: 600; cursor: pointer; }
.chip input { accent-color: var(--tone); width: 1rem; height: 1rem; margin: 0 0.4rem 0 0; }
#filter-status { color: var(--soft); font-size: 0.88rem; font-variant-numeric: tabular-nums; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.88rem; }

@media (max-width: 44rem) {
  .page { padding: 1rem 0.9rem 2rem; }
  .banner { padding: 1.1rem 1.1rem 1.25rem; }
  .tiles { grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); gap: 0.5rem; }
  html { scroll-padding-top: 1rem; }
  .filter { position: static; }
}
`;
