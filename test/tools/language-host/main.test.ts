import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const fromSdk = createRequire(require.resolve("@pulumi/pulumi"));
const grpc = fromSdk("@grpc/grpc-js");
const { LanguageRuntimeClient } = fromSdk("@pulumi/pulumi/proto/language_grpc_pb");
const messages = fromSdk("@pulumi/pulumi/proto/language_pb");
const { PackageDependency } = fromSdk("@pulumi/pulumi/proto/plugin_pb");

const HOST = path.join(__dirname, "../../../tools/language-host/main.cjs");
const folder = mkdtempSync(path.join(tmpdir(), "pulumi-sms-host-"));
let host: ChildProcess;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the SDK's generated clients have no types here
let client: any;

beforeAll(async () => {
  // A cache folder without a generator of SDKs.
  const env = { ...process.env, HOME: folder, XDG_CACHE_HOME: folder, LOCALAPPDATA: folder };
  host = spawn(process.execPath, [HOST, "127.0.0.1:1"], { env, stdio: ["pipe", "pipe", "inherit"] });
  const port = await new Promise<string>((done) => host.stdout?.once("data", (line: Buffer) => done(line.toString())));
  client = new LanguageRuntimeClient(`127.0.0.1:${port.trim()}`, grpc.credentials.createInsecure());
});
afterAll(async () => {
  client.close();
  const closed = new Promise((done) => host.once("close", done));
  host.stdin?.end();
  await closed;
  rmSync(folder, { recursive: true });
});

/** What became of a call: its output, or its error. Fails if the call hangs. */
function ended(method: "run" | "runPlugin" | "installDependencies", request: unknown): Promise<string> {
  const deadline = { deadline: Date.now() + 20_000 };
  return new Promise((done) => {
    const failed = (error: { details: string } | null) => done(error === null ? "done" : `error: ${error.details}`);
    if (method === "run") {
      client.run(request, new grpc.Metadata(), deadline, failed);
      return;
    }
    const call = client[method](request, new grpc.Metadata(), deadline);
    let output = "";
    call.on("data", (message: { getStdout_asU8: () => Uint8Array }) => {
      output += Buffer.from(message.getStdout_asU8()).toString();
    });
    call.on("error", failed);
    call.on("end", () => done(output || "done"));
  });
}

function infoOf(directory: string) {
  const info = new messages.ProgramInfo();
  info.setRootDirectory(directory);
  info.setProgramDirectory(directory);
  info.setEntryPoint(".");
  return info;
}

function installation(packageJson: string) {
  writeFileSync(path.join(folder, "package.json"), packageJson);
  const request = new messages.InstallDependenciesRequest();
  request.setDirectory(folder);
  return ended("installDependencies", request);
}

test("a package without dependencies has nothing to install", async () => {
  expect(await installation("{}")).toBe("done");
});

test("dependencies are installed by npm, and a failure is the error of the call", async () => {
  expect(await installation(JSON.stringify({ dependencies: { missing: "file:./nowhere.tgz" } }))).toMatch(
    /^error: npm install .* in .* ended with exit code \d+$/,
  );
});

test("generated SDKs become dependencies of the project beside those that it has", async () => {
  const sdk = path.join(folder, "sdks", "sms");
  mkdirSync(sdk, { recursive: true });
  writeFileSync(path.join(sdk, "package.json"), '{ "name": "some-name" }');
  writeFileSync(path.join(folder, "package.json"), '{ "name": "project", "dependencies": { "other": "1.0.0" } }');
  const linked = new messages.LinkRequest.LinkDependency();
  const dependency = new PackageDependency();
  dependency.setName("sms");
  linked.setPackage(dependency);
  linked.setPath("sdks/sms");
  const request = new messages.LinkRequest();
  request.setInfo(infoOf(folder));
  request.setPackagesList([linked]);
  const instructions = await new Promise((done, failed) => {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the SDK's generated clients have no types here
    client.link(request, (error: unknown, answer: any) =>
      error ? failed(error) : done(answer.getImportInstructions()),
    );
  });
  expect(instructions).toBe('import * as sms from "some-name";');
  expect(JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"))).toEqual({
    name: "project",
    dependencies: { other: "1.0.0", "some-name": "file:sdks/sms" },
  });
});

test("without a generator of SDKs the call says how to get it", async () => {
  const failed = await new Promise((done) => {
    client.generatePackage(new messages.GeneratePackageRequest(), (error: { details: string }) => done(error.details));
  });
  expect(failed).toBe("there is no generator of SDKs: run `npm run setup` in the checkout of pulumi-sms");
});

test("what a method throws ends its call with that error", async () => {
  expect(await installation("{")).toMatch(/^error: .*JSON/);
  expect(await ended("run", new messages.RunRequest())).toMatch(/^error: Cannot read properties of undefined/);
  expect(await ended("runPlugin", new messages.RunPluginRequest())).toMatch(
    /^error: Cannot read properties of undefined/,
  );
});

test("a program or plugin without the SDK, or in a folder that is gone, ends its call with the reason", async () => {
  const run = new messages.RunRequest();
  run.setInfo(infoOf(folder));
  const missing = `error: the Pulumi SDK is not installed for ${folder}: run npm install in that folder`;
  expect(await ended("run", run)).toBe(missing);
  const plugin = new messages.RunPluginRequest();
  plugin.setInfo(infoOf(folder));
  expect(await ended("runPlugin", plugin)).toBe(missing);
  plugin.setInfo(infoOf(__dirname));
  plugin.setPwd(path.join(folder, "nowhere"));
  expect(await ended("runPlugin", plugin)).toMatch(/^error: spawn .* ENOENT$/);
});
