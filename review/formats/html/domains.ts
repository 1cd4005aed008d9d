import type { DomainFacts } from "../../../domain/model/document";
import { foldName } from "../../../domain/names";
import { isPending } from "../../../domain/pending";
import { seniorSiteCode } from "../../../domain/text/senior-list";
import { asList } from "../../../rules/wording";
import { counted } from "../../../domain/groups";
import { controllersOf, type Controller } from "../../writing/controllers";
import { kindBadges } from "./kinds";
import { joined, markup, name, type Markup, type Part } from "./markup";
import { findingsAtNode, nodeList, type Node } from "./nodes";
import { subjectKey } from "../../comparison/keys";
import { findingsAt, searchText, type Sheet } from "./sheet";

/** So few domains that those with findings stand open. */
const DOMAINS_OPEN = 8;

/** Sites of a domain that are named. */
const SITES_NAMED = 8;

/** The domains with their controllers. */
export function domainList(sheet: Sheet): Markup {
  const all = Object.entries(sheet.review.facts.domains);
  const left = all.length - sheet.shown.domains.size;
  const nodes = all
    .filter(([domain]) => sheet.shown.domains.has(domain))
    .map(([domain, facts]): Node => {
      const controllers = controllersOf(facts);
      const own = findingsAt(sheet, "domain", domain);
      const findings = [...own, ...controllers.flatMap(({ server }) => findingsAt(sheet, "server", server))];
      return {
        id: sheet.anchorOf.get(subjectKey({ kind: "domain", name: domain })) ?? "",
        text: [searchText(sheet, "domain", domain), ...controllers.map(({ server }) => foldName(server))].join(" "),
        isOpen: findings.length > 0 && all.length <= DOMAINS_OPEN,
        isQuiet: findings.length === 0,
        summary: markup`<b class="code">${name(domain)}</b> <span class="what">${sharing(sheet, domain)}</span> <span class="marks">${joined(kindBadges(findings), " ")}</span>`,
        body: [
          markup`<dl class="facts"><dt>Senior.lst</dt><dd>${seniorText(facts)}</dd></dl>`,
          findingsAtNode(own),
          markup`<ul class="servers">${controllers.map((one) => controller(one, sheet))}</ul>`,
        ],
      };
    });
  return markup`${nodeList(nodes, "domain", "domain")}
${left > 0 && markup`<p class="more">${counted(left, "more domain")} of this hierarchy are not shown one by one; no filter finds them. Those with findings are shown first.</p>`}`;
}

function sharing({ membersOf }: Sheet, domain: string): string {
  const members = membersOf.get(foldName(domain)) ?? [];
  if (members.length === 0) return "no site takes part";
  const named = asList(members, SITES_NAMED);
  return members.length === 1 ? `one site takes part: ${named}` : `shared by ${named}`;
}

/** What Senior.lst on the PDC says (Q235726, Q263395). */
function seniorText({ seniorList }: DomainFacts): Part {
  if (seniorList === undefined) return "not known";
  if (isPending(seniorList)) return "known when the update runs";
  if (seniorList === null) return "no such file";
  return markup`names <b class="code">${name(seniorSiteCode(seniorList))}</b> as Senior Site`;
}

function controller({ server, role, text }: Controller, sheet: Sheet): Markup {
  const findings = findingsAt(sheet, "server", server);
  return markup`<li><b class="code">${name(server)}</b> <abbr class="tag" title="${role === "PDC" ? "primary domain controller" : "backup domain controller"}">${role}</abbr> ${text}${findingsAtNode(findings)}</li>`;
}
