/** The page on paper: nothing to press, nothing closed, no need for backgrounds, addresses beside their links. */
export const PAPER_STYLE = `
@media print {
  @page { margin: 16mm 14mm; }
  html { font-size: 10.5pt; }
  body { background: none; font-size: 1rem; }
  .page { max-width: none; padding: 0; }
  .skip, .tools, .hierarchy nav, .filter { display: none !important; }
  .filtered .filter { display: block !important; position: static; border: 2px solid var(--known); box-shadow: none; }
  .filtered .filter .fields > :not(#filter-status) { display: none; }
  .banner, .group, .card, .change, .failures, .weaker { background: none; }
  .failures pre { max-height: none; background: none; }
  .group, .plan, .many > .node { content-visibility: visible; }
  details::details-content { display: block; content-visibility: visible; block-size: auto; }
  summary { list-style: none; }
  .source a[href^="http"]::after, .governance a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 0.9em; color: var(--soft); overflow-wrap: anywhere; }
  a { color: inherit; }
  h2, h3, h4, summary, thead { break-after: avoid; }
  tr, .servers > li, .found > li { break-inside: avoid; }
  .scroll { overflow: visible; }
  .findings.wide { min-width: 0; }
}
`;
