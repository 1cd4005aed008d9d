/**
 * The script of the page: it filters, folds, and opens everything for paper. No text of a review comes into it, and it
 * writes no HTML. It is plain JavaScript because it runs as it stands; a test lints it.
 */
export const SCRIPT = `"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  for (const one of all("[data-script]")) one.hidden = false;

  /* Folding: the buttons of a section, and paper, on which nothing can be opened. */
  const setOpen = (details, isOpen) => {
    if (details.open !== isOpen) details.open = isOpen;
  };
  for (const button of all("[data-fold]")) {
    button.addEventListener("click", () => {
      const section = button.closest("section");
      for (const one of all("details", section)) setOpen(one, button.dataset.fold === "open");
    });
  }
  let closedForPaper = [];
  addEventListener("beforeprint", () => {
    closedForPaper = all("details:not([open])");
    for (const one of closedForPaper) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closedForPaper) one.open = false;
  });

  /* Filtering. What can be asked is collected once, so that a key stroke only compares texts. */
  const form = document.getElementById("filter");
  if (form === null) return;
  const text = document.getElementById("filter-text");
  const rule = document.getElementById("filter-rule");
  const kinds = all("input[name=kind]", form);
  const status = document.getElementById("filter-status");

  const facetsOf = ({ dataset }) => ({ rule: dataset.r, kind: dataset.k });
  const sections = new Map();
  for (const element of all("[data-section]")) {
    const badge = element.querySelector(":scope > * > [data-count]");
    sections.set(element, { element, badge, all: 0, shown: 0 });
  }
  const rows = all("tr[data-q]").map((element) => {
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
      isSite: element.dataset.node === "site",
    };
    nodeOf.set(element, node);
    return node;
  });
  for (const one of all("ul.found > li[data-k]")) nodeOf.get(one.closest("li.node")).facets.push(facetsOf(one));
  const folds = all("details[data-quiet]").map((details) => ({ details, nodes: [] }));
  const foldOf = new Map(folds.map((fold) => [fold.details, fold]));
  for (const node of nodes) {
    const details = node.element.parentElement.closest("details");
    foldOf.get(details)?.nodes.push(node);
  }
  const plans = all("ol.plan > li").map((element) => ({ element, text: element.dataset.q }));
  const planFolds = all("details:has(> ol.plan)");

  const setHidden = (element, isHidden) => {
    if (element.hidden !== isHidden) element.hidden = isHidden;
  };
  const of = (shown, every, thing) => shown + " of " + every + " " + thing + (every === 1 ? "" : "s");

  let before;
  const remember = () => {
    before ??= all("main details").map((details) => [details, details.open]);
  };
  const restore = () => {
    for (const [details, isOpen] of before ?? []) setOpen(details, isOpen);
    before = undefined;
  };

  const apply = () => {
    const words = text.value.toUpperCase().split(/\\s+/).filter(Boolean);
    const chosen = new Set(kinds.filter((one) => one.checked).map((one) => one.value));
    const hasFacets = rule.value !== "" || chosen.size > 0;
    const isActive = words.length > 0 || hasFacets;
    const hasWords = (one) => words.every((word) => one.text.includes(word));
    const hasFacet = (facet) =>
      (rule.value === "" || facet.rule === rule.value) && (chosen.size === 0 || chosen.has(facet.kind));
    const matches = (one) => hasWords(one) && (!hasFacets || one.facets.some(hasFacet));
    if (isActive) remember();

    for (const section of sections.values()) section.shown = 0;
    let shownRows = 0;
    for (const row of rows) {
      const isShown = matches(row);
      setHidden(row.element, !isShown);
      if (!isShown) continue;
      shownRows += 1;
      for (const section of row.around) section.shown += 1;
    }
    for (const { element, badge, all: every, shown } of sections.values()) {
      if (every === 0) continue;
      setHidden(element, shown === 0);
      if (badge) badge.textContent = shown === every ? String(every) : shown + " of " + every;
    }

    const counts = { site: [0, 0], domain: [0, 0] };
    for (const node of nodes) {
      node.isMatch = matches(node);
      node.isAbove = false;
      const count = counts[node.isSite ? "site" : "domain"];
      count[0] += node.isMatch ? 1 : 0;
      count[1] += 1;
    }
    for (let index = nodes.length - 1; index >= 0; index -= 1) {
      const node = nodes[index];
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
    if (!isActive) restore();

    document.body.classList.toggle("filtered", isActive);
    status.textContent =
      (isActive ? "Shown: " : "Everything is shown: ") +
      [
        of(shownRows, rows.length, "finding"),
        of(counts.site[0], counts.site[1], "site"),
        of(counts.domain[0], counts.domain[1], "domain"),
      ].join(", ");
  };

  let frame = 0;
  const soon = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(apply);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
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
