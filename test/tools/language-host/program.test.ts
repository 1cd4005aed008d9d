import { createRequire } from "node:module";
import {
  configAsSent,
  configEnvironment,
  nodeArguments,
  programArguments,
  runtimeEnvironment,
} from "../../../tools/language-host/program.cjs";

const fromSdk = createRequire(require.resolve("@pulumi/pulumi"));
const messages = fromSdk("@pulumi/pulumi/proto/language_pb");
const { Struct } = fromSdk("google-protobuf/google/protobuf/struct_pb");

function programInfo(options?: Record<string, unknown>) {
  const info = new messages.ProgramInfo();
  info.setRootDirectory("/work");
  info.setProgramDirectory("/work/program");
  info.setEntryPoint("index.ts");
  if (options) {
    info.setOptions(Struct.fromJavaScript(options));
  }
  return info;
}

function runRequest() {
  const request = new messages.RunRequest();
  request.setInfo(programInfo());
  request.setMonitorAddress("127.0.0.1:1");
  request.setProject("contoso");
  request.setStack("dev");
  request.setParallel(16);
  return request;
}

test("a program is started with what the SDK's runner needs; what is empty is left out", () => {
  const request = runRequest();
  const common = ["--monitor", "127.0.0.1:1", "--engine", "127.0.0.1:2", "--project", "contoso"];
  const rest = ["--root-directory", "/work", "--stack", "dev", "--pwd", "/work/program", "--parallel", "16"];
  expect(programArguments(request, "127.0.0.1:2")).toEqual([...common, ...rest, "index.ts"]);
  request.setDryrun(true);
  request.setArgsList(["a"]);
  expect(programArguments(request, "127.0.0.1:2")).toEqual([...common, ...rest, "--dry-run", "index.ts", "a"]);
});

test("configuration keys are written as the SDK of each language reads them, secret ones are named", () => {
  const request = runRequest();
  request.getConfigMap().set("sms:reading", "every-site").set("contoso:config:a:b", "c");
  request.setConfigsecretkeysList(["sms:password"]);
  expect(configEnvironment(request)).toEqual({
    PULUMI_CONFIG: '{"contoso:config:a:b":"c","sms:config:reading":"every-site"}',
    PULUMI_CONFIG_SECRET_KEYS: '["sms:password"]',
  });
  expect(configAsSent(request)).toEqual({
    PULUMI_CONFIG: '{"contoso:config:a:b":"c","sms:reading":"every-site"}',
    PULUMI_CONFIG_SECRET_KEYS: '["sms:password"]',
  });
});

test.each([
  [undefined, { PULUMI_NODEJS_TYPESCRIPT: "true" }, []],
  [{ typescript: false }, {}, []],
  [{ tsconfig: "a.json" }, { PULUMI_NODEJS_TYPESCRIPT: "true", PULUMI_NODEJS_TSCONFIG_PATH: "a.json" }, []],
  [{ nodeargs: "--no-warnings  -r x" }, { PULUMI_NODEJS_TYPESCRIPT: "true" }, ["--no-warnings", "-r", "x"]],
])("the runtime options %j are obeyed", (options, env, args) => {
  expect(runtimeEnvironment(programInfo(options))).toEqual(env);
  expect(nodeArguments(programInfo(options))).toEqual(args);
});
