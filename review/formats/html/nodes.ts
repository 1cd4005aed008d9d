import type { PlacedFinding } from "../../review";
import { counted, groupBy } from "../../../domain/groups";
import { standingOf } from "../../writing/standing";
import { kindBadge } from "./kinds";
import { markup, name, openIf, type Markup, type Part } from "./markup";

/** So many nodes without findings stand in a row; more are folded together, so that the others are seen. */
const QUIET_SHOWN = 20;

/** From so many nodes on a browser only lays out those that are seen. */
const MANY = 50;

/** A site or a domain in a list that folds up. */
export interface Node {
  readonly id: string;
  /** What a reader may type to find it. */
  readonly text: string;
  readonly isOpen: boolean;
  readonly summary: Part;
  readonly body: Part;
  /** Nothing was found here, nor below. */
  readonly isQuiet: boolean;
}

/** Nodes as a list. Where many say nothing, they come last, in a fold of their own. */
export function nodeList(nodes: readonly Node[], thing: string, type: "site" | "domain"): Markup {
  const quiet = nodes.filter(({ isQuiet }) => isQuiet);
  if (quiet.length <= QUIET_SHOWN) return list(nodes, type);
  const loud = nodes.filter(({ isQuiet }) => !isQuiet);
  return markup`<ul class="tree${loud.length > MANY && " many"}">
${loud.map((one) => item(one, type))}<li class="quiet"><details data-quiet><summary>${counted(quiet.length, thing)} without a finding</summary>
${list(quiet, type)}</details></li>
</ul>`;
}

/** The findings at one node, in short; each group has its remedy in its own section. */
export function findingsAtNode(findings: readonly PlacedFinding[], subject?: string): Markup | undefined {
  if (findings.length === 0) return undefined;
  const groups = groupBy(findings, (one) => `${standingOf(one)} ${one.code}`);
  return markup`<ul class="found">${groups.flat().map((finding) => {
    const { code, rule, found } = finding;
    const kind = standingOf(finding);
    return markup`<li data-r="${rule}" data-k="${kind}">${kindBadge(kind)} ${subject !== undefined && [name(subject), " "]}<code>${code}</code> ${found}</li>`;
  })}</ul>`;
}

function list(nodes: readonly Node[], type: "site" | "domain"): Markup {
  return markup`<ul class="tree${nodes.length > MANY && " many"}">
${nodes.map((one) => item(one, type))}</ul>`;
}

function item({ id, text, isOpen, summary, body }: Node, type: "site" | "domain"): Markup {
  return markup`<li class="node" id="${id}" data-q="${text}" data-node="${type}"><details${openIf(isOpen)}><summary>${summary}</summary>
<div class="body">${body}</div></details></li>
`;
}
