import { runtime } from "@pulumi/pulumi";
import type { Policies, ResourceValidationPolicy } from "@pulumi/policy";
import { gateDigest, formatClearance, TYPES, type GateInputs } from "../../domain/carried/gate";
import { isPending } from "../../domain/pending";
import { createPolicies } from "../../policy-pack/policies";
import { RULES } from "../../rules";
import { base, CONFIRMED, hierarchy, type Changes, type Tree } from "./base";

const { CORP } = base()["domains"] as { CORP: Tree };

/** What the SDK's analyzer server reports for a violation. */
export interface Violation {
  readonly policy: string;
  readonly level: string;
  readonly message: string;
  readonly urn: string;
}

/** A resource as the engine shows it to a policy pack. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly props: Tree;
  readonly urn?: string;
  readonly ignoreChanges?: readonly string[];
  /** Type of its provider; the plugin's for gates and upgrades unless it is said, `none` for a component. */
  readonly provider?: string;
  /** URNs of what a property depends on; stack policies see these. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

interface Diagnostic {
  getPolicyname(): string;
  getMessage(): string;
  getEnforcementlevel(): number;
  getUrn(): string;
}
interface Response {
  getDiagnosticsList(): Diagnostic[];
}
type Rpc = (call: unknown, callback: (error: Error | null, response?: Response) => void) => void;
type MakeRpc = (pack: string, version: string, level: string, policies: Policies) => Rpc;

/**
 * The SDK's own server functions, which its typings leave out: they deserialise properties, wrap them in the
 * unknown-checking proxy, and turn an unknown value that a policy touches into advice.
 */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const server = require("@pulumi/policy/server") as { makeAnalyzeRpcFun: MakeRpc; makeAnalyzeStackRpcFun: MakeRpc };

const LEVELS = ["advisory", "mandatory", "disabled", "remediate"];

/** What the SDK puts in the place of a string that is not known in preview. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A value as it travels: pending facts as the SDK's unknown, members that are undefined left out. */
export function onTheWire(value: unknown): unknown {
  if (isPending(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(onTheWire);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, onTheWire(member)]));
}

/** One run of a policy pack, as one process of it sees it. */
export class Run {
  /** @param config configuration of the policies, by their names. */
  constructor(
    private readonly config: Readonly<Record<string, object>> = {},
    private readonly policies: Policies = createPolicies(),
  ) {}

  /** Shows a resource before its step. */
  analyze(resource: Resource): Promise<Violation[]> {
    return this.call(server.makeAnalyzeRpcFun, requestOf(resource));
  }

  /** Shows all resources after the last step. */
  analyzeStack(resources: readonly Resource[]): Promise<Violation[]> {
    return this.call(server.makeAnalyzeStackRpcFun, { getResourcesList: () => resources.map(requestOf) });
  }

  private call(make: MakeRpc, request: unknown): Promise<Violation[]> {
    const rpc = make(
      "sms",
      "0.1.0",
      "mandatory",
      this.policies.map((policy) => this.configured(policy)),
    );
    return new Promise((resolve, reject) => {
      rpc({ request }, (error, response) => {
        if (error !== null && error !== undefined) reject(error);
        else resolve((response?.getDiagnosticsList() ?? []).map(violationOf));
      });
    });
  }

  /** The SDK keeps configuration in its server process; here it is handed to the policy. */
  private configured(policy: Policies[number]): Policies[number] {
    const config = this.config[policy.name];
    const { validateResource } = policy as ResourceValidationPolicy;
    if (config === undefined || typeof validateResource !== "function") return policy;
    const configured: ResourceValidationPolicy = {
      ...(policy as ResourceValidationPolicy),
      validateResource: (args, report) => validateResource({ ...args, getConfig: <T>() => config as T }, report),
    };
    return configured;
  }
}

function violationOf(diagnostic: Diagnostic): Violation {
  return {
    policy: diagnostic.getPolicyname(),
    level: LEVELS[diagnostic.getEnforcementlevel()] ?? "",
    message: diagnostic.getMessage(),
    urn: diagnostic.getUrn(),
  };
}

function requestOf(resource: Resource): unknown {
  const { type, name, props, ignoreChanges = [], propertyDependencies = {} } = resource;
  const sources = new Map(
    Object.entries(propertyDependencies).map(([key, urns]) => [key, { getUrnsList: () => urns }]),
  );
  return {
    getType: () => type,
    getName: () => name,
    getUrn: () => resource.urn ?? urnOf(type, name),
    getProperties: () => ({ toJavaScript: () => onTheWire(props) }),
    getProvider: () => providerOf(resource),
    getParent: () => "",
    getDependenciesList: () => Object.values(propertyDependencies).flat(),
    getPropertydependenciesMap: () => sources,
    getOptions: () => ({
      getProtect: () => false,
      getIgnorechangesList: () => ignoreChanges,
      getAliasesList: () => [],
      getCustomtimeouts: () => undefined,
      getAdditionalsecretoutputsList: () => [],
      getDeletebeforereplacedefined: () => false,
      getParent: () => "",
    }),
  };
}

function providerOf({ type, provider }: Resource): unknown {
  const isServed = type === TYPES.gate || type === TYPES.upgrade;
  const of = provider ?? (isServed ? "pulumi:providers:sms" : "none");
  if (of === "none") return undefined;
  return {
    getType: () => of,
    getName: () => "default",
    getUrn: () => urnOf(of, "default"),
    getProperties: () => ({ toJavaScript: () => ({}) }),
  };
}

/** Makes what runs in this process a preview, or an update, as `runtime.isDryRun()` tells them apart. */
export function inPreview(isPreview: boolean): Promise<void> {
  const newResource = ({ name, inputs }: runtime.MockResourceArgs) => ({ id: name, state: inputs as Tree });
  return runtime.setMocks({ newResource, call: () => ({}) }, "contoso", "dev", isPreview);
}

/** URN of a resource of the tests' stack. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:dev::contoso::${type}::${name}`;
}

/** The gate of the base hierarchy with changes; CEN and P01 are to be upgraded. */
export function gate(changes: Changes = {}): Resource & { props: GateInputs & Tree } {
  const props = hierarchy({ upgrades: ["CEN", "P01"], ...changes }) as GateInputs & Tree;
  return { type: TYPES.gate, name: "contoso", props };
}

/** Changes that make the base hierarchy another one, in a network of its own. */
export const FABRIKAM: Changes = {
  hierarchy: "fabrikam",
  "domains/CORP": { ...CORP, pdc: "FABPDC", bdcs: [], logonPoints: { FABPDC: CONFIRMED } },
};

/** An upgrade that rests on a gate, with other properties in the place of some. */
export function upgrade(site: string, on: { readonly props: GateInputs }, others: Tree = {}): Resource {
  const digest = gateDigest(on.props);
  const clearance = isPending(digest) ? digest : formatClearance({ digest, hierarchy: on.props.hierarchy });
  const props = { hierarchy: on.props.hierarchy, site, clearance, factsDigest: digest, ...others };
  return { type: TYPES.upgrade, name: site, props };
}

const TITLES = RULES.flatMap(({ codes }) => Object.values(codes).map(({ title }) => `: ${title.replace(/\.$/, "")}`));

/**
 * Violations as `policy level first-line`, without the description that the SDK puts in front of each message and the
 * title of a code.
 */
export function summaryOf(violations: readonly Violation[]): string[] {
  return violations.map(({ policy, level, message }) => {
    const [, first = ""] = message.split("\n");
    const title = TITLES.find((each) => first.endsWith(each)) ?? "";
    return `${policy} ${level} ${first.slice(0, first.length - title.length)}`;
  });
}

/** The violations that refuse something. */
export function refusals(violations: readonly Violation[]): string[] {
  return summaryOf(violations.filter(({ level }) => level === "mandatory"));
}
