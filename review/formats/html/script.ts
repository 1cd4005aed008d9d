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
  /* What holds others: a section or a group of findings, a site, a domain, the fold of those without findings. */
  const HOLDER = "[data-section], li.node, details[data-quiet]";
  const holders = new Map();
  for (const element of all(HOLDER)) {
    const [isNode, isFold] = [element.matches("li.node"), element.matches("details")];
    holders.set(element, {
      badge: element.querySelector(":scope > * > [data-count]"),
      hides: isNode ? undefined : isFold ? element.parentElement : element,
      details: isNode ? element.firstElementChild : isFold ? element : undefined,
      all: 0,
      shown: 0,
    });
  }
  const items = all("[data-q]").map((element) => {
    const around = [];
    for (let at = element.parentElement.closest(HOLDER); at; at = at.parentElement.closest(HOLDER)) {
      around.push(holders.get(at));
      holders.get(at).all += 1;
    }
    const { q: text, k: kind, node: thing = kind && "finding" } = element.dataset;
    return { element, text, thing, facets: [], around, own: holders.get(element) };
  });
  const itemOf = new Map(items.map((item) => [item.element, item]));
  for (const element of all("[data-k]")) {
    itemOf.get(element.closest("[data-q]")).facets.push({ rule: element.dataset.r, kind: element.dataset.k });
  }
  const planFolds = all("details:has(> ol.plan)");

  let before;
  const apply = () => {
    const words = text.value.toUpperCase().split(/\\s+/).filter(Boolean);
    const chosen = (facet) => new Set(all("input:checked", form).flatMap((one) => (one.name === facet ? [one.value] : [])));
    const [kinds, rules] = [chosen("kind"), chosen("rule")];
    const hasFacets = kinds.size > 0 || rules.size > 0;
    const isActive = words.length > 0 || hasFacets;
    const hasFacet = ({ kind, rule }) => (kinds.size === 0 || kinds.has(kind)) && (rules.size === 0 || rules.has(rule));
    /* The planned order has sites alone, so only words narrow it. */
    const matches = (item) =>
      words.every((word) => item.text.includes(word)) && (!hasFacets || !item.thing || item.facets.some(hasFacet));
    if (isActive) before ??= all("main details").map((details) => [details, details.open]);

    const counts = { finding: [0, 0], site: [0, 0], domain: [0, 0] };
    for (const holder of holders.values()) holder.shown = 0;
    for (const item of items) {
      item.isMatch = matches(item);
      if (item.isMatch) for (const holder of item.around) holder.shown += 1;
      if (!item.thing) continue;
      counts[item.thing][0] += item.isMatch ? 1 : 0;
      counts[item.thing][1] += 1;
    }
    for (const { element, isMatch, own } of items) setHidden(element, !isMatch && !own?.shown);
    for (const { badge, hides, details, all: every, shown } of holders.values()) {
      if (every === 0) continue;
      if (hides) setHidden(hides, shown === 0);
      if (badge) badge.textContent = shown === every ? String(every) : shown + " of " + every;
      if (details && isActive && shown > 0) setOpen(details, true);
    }
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
