export type {
  CopylogArgs,
  DomainFactsArgs,
  HierarchyDocumentArgs,
  HierarchyFacts,
  HotfixArgs,
  LogonPointArgs,
  SiteEntry,
  SiteFactsArgs,
  WaivableRuleId,
  Waiver,
} from "./args";
export { CopylogUpdate, type CopylogUpdateArgs } from "./copylog-update";
export { Domain, type DomainArgs } from "./domain";
export { factsOf } from "./facts-of";
export { mergeFacts } from "./documents";
export { Hierarchy, type HierarchyArgs, type HierarchyDocumentOptions } from "./hierarchy";
export { HotfixInstallation, type HotfixInstallationArgs, type InstallationEvidence } from "./hotfix-installation";
export {
  inspectDomain,
  inspectDomainOutput,
  inspectSite,
  inspectSiteOutput,
  type DomainEvidence,
  type EvidenceDifference,
  type InspectDomainArgs,
  type InspectSiteArgs,
  type Remarks,
  type SiteEvidence,
} from "./inspect";
export { LogonPoint, type LogonPointPlace } from "./logon-point";
export { SeniorSite, type SeniorSiteArgs } from "./senior-site";
export { Site, type SiteArgs } from "./site";
export { Sp2Readiness, type Sp2ReadinessArgs } from "./sp2-readiness";
export { Sp2Upgrade, type Sp2UpgradeArgs } from "./sp2-upgrade";
