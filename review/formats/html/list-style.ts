/** Findings in tables, the tree of sites, the plan. */
export const LIST_STYLE = `
.kind > .lead { margin-bottom: 0.25rem; }
.group { margin-top: 0.9rem; padding: 1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 8px; }
.group { content-visibility: auto; contain-intrinsic-size: auto none auto 20rem; }
.group h4 code { font-size: 1em; }
.group > div + div:not(.scroll) { margin-top: 1rem; }
.source { margin-top: 0.75rem; font-size: 0.88rem; }
.wanted { margin-top: 0.6rem; display: grid; gap: 0.25rem; }
.wanted > div, .facts, .governance > div { display: grid; grid-template-columns: 5.5rem 1fr; gap: 0.75rem; align-items: baseline; }
.scroll { overflow-x: auto; margin-top: 0.6rem; }
.wanted { border-top: 1px solid var(--line); padding-top: 0.5rem; }
.scroll + .wanted { margin-top: 0; }
.findings { border-collapse: collapse; table-layout: fixed; width: 100%; font-size: 0.95rem; }
.findings th, .findings td { text-align: left; vertical-align: top; padding: 0.4rem 0.9rem 0.4rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.findings thead th { border-top: 0; color: var(--soft); font-weight: 400; font-size: 0.86rem; padding-bottom: 0.2rem; overflow-wrap: normal; }
.findings th:first-child { width: 13rem; }
.findings tbody th { font-weight: 600; }
.findings .place { display: block; font-weight: 400; }
.findings .day { white-space: nowrap; }
.findings th.what { width: 8rem; }
.findings .day small { display: block; }
.findings.wide { min-width: 60rem; }

.head { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0.5rem 1rem; }
.card { margin-top: 0.6rem; padding: 0.9rem 1.25rem 1.1rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.card > .tree { margin-left: -0.4rem; }
.card > h4:not(:first-child) { margin-top: 1.25rem; }
.tree { list-style: none; padding: 0; margin-top: 0.4rem; }
.tree .tree { margin: 0.25rem 0 0 0.45rem; padding-left: 1.1rem; border-left: 1px solid var(--line); }
.many > .node { content-visibility: auto; contain-intrinsic-size: auto none auto 2.1rem; }
.tree summary { padding: 0.2rem 0.4rem; border-radius: 5px; cursor: pointer; }
.tree summary:hover { background: var(--page); }
.tree summary .code { font-size: 1em; margin-right: 0.4rem; }
/* A list item has a number, shown or not; hiding some of many costs a renumbering of all for each. */
.tree li, .plan li { display: block; }
.tree .what { color: var(--soft); margin-right: 0.75rem; }
.tree .marks .badge { margin-right: 0.75rem; }
.tree .quiet > details > summary { color: var(--soft); }
.body { margin: 0.1rem 0 0.5rem 1.35rem; }
.tree .body > .tree { margin-left: -0.9rem; }
.tree .facts { font-size: 0.93rem; gap: 0.1rem 0.75rem; }
.found { list-style: none; padding: 0; margin-top: 0.3rem; font-size: 0.93rem; }
.found li { margin-top: 0.15rem; }
.found .badge { margin-right: 0.4rem; }
.servers { list-style: none; padding: 0; margin-top: 0.3rem; font-size: 0.93rem; }
.servers > li { padding: 0.3rem 0; border-top: 1px solid var(--line); }
.fold > summary { cursor: pointer; padding: 0.3rem 0; }
.fold > summary h3 { display: inline; }
.plan { columns: 11rem auto; margin-top: 0.4rem; padding: 0; content-visibility: auto; contain-intrinsic-size: auto none auto 20rem; }
.plan .place { display: inline-block; min-width: 2.2rem; text-align: right; margin-right: 0.5rem; font-variant-numeric: tabular-nums; }
.plan li { padding: 0.1rem 0; }
.plan .code { margin-right: 0.6rem; }
.governance { margin-top: 0.5rem; display: grid; gap: 0.3rem; }
.governance > div { grid-template-columns: 10rem 1fr; }
:target { outline: 2px solid var(--focus); outline-offset: 4px; border-radius: 3px; }

@media (max-width: 44rem) {
  .group { padding: 0.85rem 0.9rem; }
  .wanted > div, .facts, .governance > div { grid-template-columns: 1fr; gap: 0; }
  .wanted > div { margin-bottom: 0.35rem; }
  .findings thead { position: absolute; left: -100vw; }
  .findings tr { display: block; padding: 0.5rem 0; border-top: 1px solid var(--line); }
  .findings th, .findings td, .findings tbody th, .findings th:first-child { display: block; width: auto; border: 0; padding: 0.05rem 0; }
  .findings.wide { min-width: 0; }
  /* A list item has a number, shown or not; hiding some of many costs a renumbering of all for each. */
.tree li, .plan li { display: block; }
.tree .what { display: block; margin-left: 1.2rem; }
  .tree .marks { display: block; margin-left: 1.2rem; }
  .body { margin-left: 0.6rem; }
}
`;
