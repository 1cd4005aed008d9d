/**
 * The script of the page: it filters, folds, opens what a link leads to, and everything for paper. No text of a review
 * comes into it, and it writes no HTML. It is plain JavaScript because it runs as it stands; a test lints it.
 */
export const SCRIPT = `"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const setOpen = (details, isOpen) => {
    if (details.open !== isOpen) details.open = isOpen;
  };
  const setHidden = (element, isHidden) => {
    if (element.hidden !== isHidden) element.hidden = isHidden;
  };
  for (const element of all("[data-script]")) element.hidden = false;

  for (const button of all("[data-fold]")) {
    button.addEventListener("click", () => {
      for (const details of all("details", button.closest("section"))) setOpen(details, button.dataset.fold === "open");
    });
  }
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target === null) return;
    if (target.firstElementChild?.tagName === "DETAILS") setOpen(target.firstElementChild, true);
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") setOpen(at, true);
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
  let closedForPaper = [];
  addEventListener("beforeprint", () => {
    closedForPaper = all("details:not([open])");
    for (const details of closedForPaper) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closedForPaper) details.open = false;
  });

  /* Filtering. What can be asked is collected once, so that a key stroke only compares texts. */
  const form = document.getElementById("filter");
  if (form === null) return;
  const text = document.getElementById("filter-text");
  const status = document.getElementById("filter-status");
  const facetsOf = ({ dataset }) => ({ rule: dataset.r, kind: dataset.k });
  const sections = new Map();
  for (const element of all("[data-section]")) {
    sections.set(element, { element, badge: element.querySelector(":scope > * > [data-count]"), all: 0, shown: 0 });
  }
  const rows = all("[data-k]:not(.found > *)").map((element) => {
    const around = [];
    for (let at = element.closest("[data-section]"); at; at = at.parentElement.closest("[data-section]")) {
      around.push(sections.get(at));
      sections.get(at).all += 1;
    }
    return { element, text: element.dataset.q, facets: [facetsOf(element)], around };
  });
  const nodeOf = new Map();
  const nodes = all("li.node").map((element) => {
    const node = {
      element,
      text: element.dataset.q,
      facets: [],
      details: element.firstElementChild,
      above: nodeOf.get(element.parentElement.closest("li.node")),
      type: element.dataset.node,
    };
    nodeOf.set(element, node);
    return node;
  });
  for (const element of all(".found > [data-k]")) nodeOf.get(element.closest("li.node")).facets.push(facetsOf(element));
  const folds = all("details[data-quiet]").map((details) => ({ details, nodes: [] }));
  const foldOf = new Map(folds.map((fold) => [fold.details, fold]));
  for (const node of nodes) foldOf.get(node.element.parentElement.closest("details"))?.nodes.push(node);
  const plans = all("ol.plan > li").map((element) => ({ element, text: element.dataset.q }));
  const planFolds = all("details:has(> ol.plan)");

  let before;
  const apply = () => {
    const words = text.value.toUpperCase().split(/\\s+/).filter(Boolean);
    const chosen = (facet) => new Set(all("input:checked", form).flatMap((one) => (one.name === facet ? [one.value] : [])));
    const [kinds, rules] = [chosen("kind"), chosen("rule")];
    const hasFacets = kinds.size > 0 || rules.size > 0;
    const isActive = words.length > 0 || hasFacets;
    const hasWords = (one) => words.every((word) => one.text.includes(word));
    const hasFacet = ({ kind, rule }) => (kinds.size === 0 || kinds.has(kind)) && (rules.size === 0 || rules.has(rule));
    const matches = (one) => hasWords(one) && (!hasFacets || one.facets.some(hasFacet));
    if (isActive) before ??= all("main details").map((details) => [details, details.open]);

    const counts = { finding: [0, rows.length], site: [0, 0], domain: [0, 0] };
    for (const section of sections.values()) section.shown = 0;
    for (const row of rows) {
      const isShown = matches(row);
      setHidden(row.element, !isShown);
      if (!isShown) continue;
      counts.finding[0] += 1;
      for (const section of row.around) section.shown += 1;
    }
    for (const { element, badge, all: every, shown } of sections.values()) {
      if (every === 0) continue;
      setHidden(element, shown === 0);
      if (badge) badge.textContent = shown === every ? String(every) : shown + " of " + every;
    }
    for (const node of nodes) {
      node.isMatch = matches(node);
      node.isAbove = false;
      counts[node.type][0] += node.isMatch ? 1 : 0;
      counts[node.type][1] += 1;
    }
    for (const node of nodes.toReversed()) {
      const isShown = node.isMatch || node.isAbove;
      setHidden(node.element, !isShown);
      if (isShown && node.above) node.above.isAbove = true;
      if (isActive && node.isAbove) setOpen(node.details, true);
    }
    for (const fold of folds) {
      const isShown = fold.nodes.some((node) => node.isMatch);
      setHidden(fold.details.parentElement, !isShown);
      if (isActive) setOpen(fold.details, isShown);
    }
    for (const plan of plans) setHidden(plan.element, !hasWords(plan));
    for (const details of planFolds) if (words.length > 0) setOpen(details, true);
    if (!isActive) {
      for (const [details, isOpen] of before ?? []) setOpen(details, isOpen);
      before = undefined;
    }
    document.body.classList.toggle("filtered", isActive);
    status.textContent =
      (isActive ? "Shown: " : "Everything is shown: ") +
      Object.entries(counts)
        .map(([thing, [shown, every]]) => shown + " of " + every + " " + thing + (every === 1 ? "" : "s"))
        .join(", ");
  };

  let frame = 0;
  const soon = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(apply);
  };
  form.addEventListener("input", soon);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    form.reset();
    text.focus();
  });
  apply();
})();
`;
