import * as pulumi from "@pulumi/pulumi";
import { TYPES, unpackGate } from "../../domain/carried/gate";

/** A resource as a program registered it. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  /** Name of the parent; absent: none. */
  readonly parent?: string;
  /** Inputs; `(unknown)` in the place of what is not known. Those of a gate are unpacked, unless the run is `packed`. */
  readonly inputs: Record<string, unknown>;
  /** What a component registered as its outputs. */
  readonly outputs?: Record<string, unknown>;
  /** Names of the resources that it was told to wait for. */
  readonly after?: string[];
}

/** What the gate gives out in these tests. */
export const CLEARANCE = `sms2:${"0".repeat(64)};hierarchy=contoso`;

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getObject(): { toJavaScript(): Record<string, unknown> };
  getDependenciesList(): string[];
}

interface OutputsRequest {
  getUrn(): string;
  getOutputs(): { toJavaScript(): Record<string, unknown> };
}

interface Monitor {
  registerResource(request: Request, done: (error: unknown, response: unknown) => void): void;
  registerResourceOutputs(request: OutputsRequest, done: (error: unknown, response: unknown) => void): void;
}

/** How a program is run. */
export interface Run {
  /** Default `false`: gates give out their clearance. In a preview nothing that a resource gives out is known. */
  readonly preview?: boolean;
  /** Stack configuration. */
  readonly config?: Record<string, string>;
  /** Default `false`. `true`: the inputs of a gate as they travel. */
  readonly packed?: boolean;
}

/** Runs a program without an engine, and gives what it registered in the order of their names within each type. */
export async function register(
  program: () => unknown,
  { preview = false, config = {}, packed = false }: Run = {},
): Promise<Registration[]> {
  const registrations: Registration[] = [];
  await recordInto(registrations, program, { preview, config, packed });
  return registrations.sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** What a program throws, and what it registered before. */
export async function refusal(
  program: () => unknown,
  run: Run = {},
): Promise<{ error: Error; registered: Registration[] }> {
  const registered: Registration[] = [];
  try {
    await recordInto(registered, program, run);
  } catch (error) {
    return { error: error as Error, registered };
  }
  throw new Error("the program was not refused");
}

async function recordInto(
  registrations: Registration[],
  program: () => unknown,
  { preview, config, packed }: Run,
): Promise<void> {
  const newResource = ({ name, inputs, type }: pulumi.runtime.MockResourceArgs) => ({
    id: name,
    state: type === "sms:index:Sp2Readiness" && preview !== true ? { ...inputs, clearance: CLEARANCE } : inputs,
  });
  await pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "project", "stack", preview, "organization");
  pulumi.runtime.setAllConfig(config ?? {});
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const { registerResource, registerResourceOutputs } = monitor;
  const byUrn = new Map<string, { -readonly [Key in keyof Registration]: Registration[Key] }>();

  monitor.registerResource = function (request, done) {
    const nameOf = (urn: string) => byUrn.get(urn)?.name ?? urn;
    const after = request.getDependenciesList().map(nameOf).sort();
    const inputs = readable(request.getObject().toJavaScript()) as Record<string, unknown>;
    const registration = {
      type: request.getType(),
      name: request.getName(),
      ...(request.getParent() === "" ? {} : { parent: nameOf(request.getParent()) }),
      inputs: request.getType() === TYPES.gate && packed !== true ? unpackGate(inputs) : inputs,
      ...(after.length === 0 ? {} : { after }),
    };
    registrations.push(registration);
    registerResource.call(monitor, request, (error, response) => {
      if (response !== undefined) byUrn.set((response as { getUrn(): string }).getUrn(), registration);
      done(error, response);
    });
  };
  monitor.registerResourceOutputs = function (request, done) {
    const registration = byUrn.get(request.getUrn());
    if (registration !== undefined)
      registration.outputs = readable(request.getOutputs().toJavaScript()) as Record<string, unknown>;
    registerResourceOutputs.call(monitor, request, done);
  };
  program();
  await (pulumi.runtime as unknown as { waitForRPCs(): Promise<void> }).waitForRPCs();
}

/** Values as they travel, with words for those that stand for something else. */
function readable(value: unknown): unknown {
  if (value === UNKNOWN) return "(unknown)";
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, readable(member)]));
}

function order({ type, name }: Registration): string {
  return `${type} ${name}`;
}
