import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { SERVED_TYPES, TYPES } from "../../domain/carried/gate";
import { blocked, cleared, GATE, ready, secret, UPGRADE } from "../kit/provider/resources";

// The SDK's own copies: messages of another one would not be taken.
const fromSdk = createRequire(require.resolve("@pulumi/pulumi"));
const { credentials, Server, ServerCredentials } = fromSdk("@grpc/grpc-js");
const { EngineService } = fromSdk("@pulumi/pulumi/proto/engine_grpc_pb");
const { Empty } = fromSdk("google-protobuf/google/protobuf/empty_pb");
const { Struct } = fromSdk("google-protobuf/google/protobuf/struct_pb");

interface Plugin {
  readonly process: ChildProcess;
  readonly exited: Promise<number | string>;
  call<T>(method: string, request: unknown): Promise<T>;
  stderr(): string;
}

/** The plugin as the engine starts it: a process that prints its port. */
async function start(engine = "127.0.0.1:1"): Promise<Plugin> {
  const root = join(__dirname, "..", "..");
  const child = spawn(process.execPath, [
    "-r",
    require.resolve("../kit/provider/source-hook.cjs"),
    join(root, "provider", "main.ts"),
    engine,
  ]);
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const exited = new Promise<number | string>((resolve) =>
    child.on("exit", (code, signal) => resolve(code ?? signal!)),
  );
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (chunk) => resolve(String(chunk).trim()));
    void exited.then((code) => reject(new Error(`the plugin ended with ${code}: ${stderr}`)));
  });
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure()) as unknown as Record<
    string,
    (request: unknown, done: (error: Error | null, response: never) => void) => void
  >;
  return {
    process: child,
    exited,
    stderr: () => stderr,
    call: (method, request) =>
      new Promise((resolve, reject) =>
        client[method]?.(request, (error, response) => (error === null ? resolve(response) : reject(error))),
      ),
  };
}

function request<T extends object>(message: T, members: Record<string, unknown>): T {
  for (const [name, value] of Object.entries(members)) {
    const setter = `set${name[0]!.toUpperCase()}${name.slice(1).toLowerCase()}`;
    (message as Record<string, (value: unknown) => void>)[setter]?.(
      typeof value === "object" ? Struct.fromJavaScript(value) : value,
    );
  }
  return message;
}

let plugin: Plugin;
beforeAll(async () => {
  plugin = await start();
}, 20_000);
afterAll(() => plugin.process.kill("SIGKILL"));

test("the plugin says its version and its schema", async () => {
  const { version } = jest.requireActual("../../package.json");
  expect((await plugin.call<PluginInfo>("getPluginInfo", new Empty())).getVersion()).toBe(version);
  const schema = JSON.parse(
    (await plugin.call<messages.GetSchemaResponse>("getSchema", new messages.GetSchemaRequest())).getSchema(),
  );
  expect([schema.version, Object.keys(schema.resources)]).toEqual([
    version,
    [TYPES.hierarchy, ...Object.values(SERVED_TYPES)],
  ]);
});

test("check answers with failures, diff with a plain yes or no", async () => {
  const news = { ...ready(), sites: secret("hidden") };
  const checked = await plugin.call<messages.CheckResponse>(
    "check",
    request(new messages.CheckRequest(), { urn: GATE, olds: {}, news }),
  );
  expect(checked.getFailuresList().map((failure: messages.CheckFailure) => failure.getProperty())).toEqual([""]);
  const made = await plugin.call<messages.CreateResponse>(
    "create",
    request(new messages.CreateRequest(), { urn: GATE, properties: ready() }),
  );
  const olds = made.getProperties()?.toJavaScript();
  const diff = await plugin.call<messages.DiffResponse>(
    "diff",
    request(new messages.DiffRequest(), { id: "contoso", urn: GATE, olds, news: ready() }),
  );
  expect(diff.getChanges()).toBe(messages.DiffResponse.DiffChanges.DIFF_NONE);
});

test("null and absent travel as two different facts", async () => {
  const [absent, none] = [ready(), ready()].map(
    (inputs) => inputs as { domains: { CORP: { seniorList?: string | null } } },
  );
  delete absent!.domains.CORP.seniorList;
  none!.domains.CORP.seniorList = null;
  const digests = await Promise.all(
    [absent, none].map(async (properties) => {
      const made = await plugin.call<messages.CreateResponse>(
        "create",
        request(new messages.CreateRequest(), { urn: GATE, properties }),
      );
      return made.getProperties()?.toJavaScript()["digest"];
    }),
  );
  expect(new Set(digests).size).toBe(2);
});

test("a refresh gives back what stands in the state; what a program reads by an id is refused", async () => {
  const state = { hierarchy: "contoso", site: "CEN", cleared: true, clearedUnder: cleared()["clearance"] };
  const read = (inputs: object | undefined, properties: object) => {
    const message = request(new messages.ReadRequest(), { id: "contoso/CEN", urn: UPGRADE, properties });
    if (inputs !== undefined) message.setInputs(Struct.fromJavaScript(inputs) as never);
    return plugin.call<messages.ReadResponse>("read", message);
  };
  const refreshed = await read(cleared(), state);
  expect(refreshed.getProperties()?.toJavaScript()).toEqual(state);
  for (const given of [cleared(), state, { ...cleared(), ...state }]) {
    await expect(read(given, given)).rejects.toThrow(/nothing to read by an id/);
    await expect(read(undefined, given)).rejects.toThrow(/nothing to read by an id/);
  }
});

test("refusals and imports are sentences without a trace", async () => {
  const refused = [
    plugin.call<messages.CreateResponse>(
      "create",
      request(new messages.CreateRequest(), { urn: GATE, properties: blocked() }),
    ),
    plugin.call("read", request(new messages.ReadRequest(), { id: "contoso", urn: GATE })),
    plugin.call("read", request(new messages.ReadRequest(), { id: "contoso/CEN", urn: UPGRADE })),
    plugin.call(
      "diff",
      request(new messages.DiffRequest(), {
        id: "x",
        urn: UPGRADE,
        olds: cleared(),
        news: { ...cleared(), site: "P01" },
      }),
    ),
  ];
  const reasons = await Promise.all(
    refused.map((call) =>
      call.then(
        () => "",
        ({ details }: { details: string }) => details,
      ),
    ),
  );
  expect(reasons).toEqual([
    expect.stringMatching(/^Hierarchy contoso is not ready for SP2: blocked/),
    expect.stringMatching(/^A gate checks what the program declares/),
    expect.stringMatching(/^An upgrade records a clearance/),
    expect.stringMatching(/^site: found "P01"/),
  ]);
  expect(plugin.stderr()).not.toMatch(/^\s+at /m);
});

test("a site below SP2 that the gate had before and has no longer is a warning in the engine's log", async () => {
  const logged: string[] = [];
  const engine = new Server();
  engine.addService(EngineService, {
    log: (call: { request: LogRequest }, done: (error: null, response: unknown) => void) => {
      logged.push(`${call.request.getUrn()}: ${call.request.getMessage()}`);
      done(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    engine.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error: Error | null, bound: number) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  const own = await start(`127.0.0.1:${port}`);
  try {
    const { P01: _, ...sites } = ready().sites;
    const check = (olds: object, news: object) =>
      own.call<messages.CheckResponse>("check", request(new messages.CheckRequest(), { urn: GATE, olds, news }));
    await check(ready(), ready());
    const checked = await check(ready(), { ...ready(), sites, upgrades: ["CEN"] });
    expect(checked.getFailuresList()).toEqual([]);
    expect(logged).toEqual([
      expect.stringMatching(
        new RegExp(`^${GATE.replaceAll("$", "\\$")}: P01: below SP2 when this gate was last applied`),
      ),
    ]);
  } finally {
    own.process.kill("SIGKILL");
    engine.forceShutdown();
  }
}, 20_000);

test("a cancelled plugin ends by itself", async () => {
  await plugin.call("cancel", new Empty());
  expect(await plugin.exited).toBe(0);
});
