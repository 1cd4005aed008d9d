import { statusOf, type Review } from "../review";
import { banner, failures, remarks, ungated } from "./html/banner";
import { changes } from "./html/changes";
import { contentPolicy } from "./html/content-policy";
import { filterForm } from "./html/filter";
import { findingSections } from "./html/findings";
import { hierarchySection } from "./html/hierarchy";
import { Markup, markup, type Part } from "./html/markup";
import { SCRIPT } from "./html/script";
import { STYLE } from "./html/style";

/**
 * A review as one HTML file that needs nothing else: no network, no other file. Everything is readable without its
 * script, which only filters and folds.
 */
export function reviewHtml(review: Review): string {
  const status = statusOf(review);
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(STYLE, SCRIPT)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="pulumi-sms ${review.version}">
<title>${status}: ${review.subject}, SP2 upgrade review</title>
<style>${new Markup(STYLE)}</style>
</head>
<body class="${status === "failed" && "failed"}">
<a class="skip" href="#findings">Skip to the findings</a>
<div class="page">
${banner(review)}
<main>
${failures(review)}
${ungated(review)}
${remarks(review)}
${changes(review)}
${filterForm(review)}
<div id="findings" tabindex="-1"></div>
${engineSection(review)}
${review.hierarchies.map((one, index) => hierarchySection(one, `h${index}`, review.today, review.hierarchies.length === 1))}
</main>
<footer><p>pulumi-sms ${review.version}, judged on ${review.today} (UTC)</p></footer>
</div>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

/** What the engine's policies refused beside the gate. */
function engineSection({ engineFindings, today }: Review): Part {
  if (engineFindings.length === 0) return undefined;
  return markup`<section aria-labelledby="engine">
<h2 id="engine">Refused by the engine's policies</h2>
<p>The facts alone do not show these: they are about the program and its gate.</p>
${findingSections(engineFindings, { id: "e", today })}
</section>`;
}
