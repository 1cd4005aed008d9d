import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { blocksOf } from "../kit/docs/markdown";
import { isRefused, Lab, refusedBy } from "../kit/engine/lab";
import { GOFLAGS, GoProject } from "../kit/languages/go";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-sms-go-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const UPGRADE = "sms:index:Sp2Upgrade";
const [PROGRAM = ""] = blocksOf("docs/languages.md").flatMap(({ info, text }) => (info[0] === "go" ? [text] : []));
const options = { env: { GOFLAGS } };

test("the program of the page is refused while a logon point is not updated, and applied once it is", async () => {
  const project = new GoProject(folder, "contoso");
  project.write(PROGRAM.replace("pulumi.Bool(true)", "pulumi.Bool(false)"));
  expect(project.errors()).toBe("");
  const lab = Lab.ofProject(folder);
  const preview = await lab.preview(options);
  expect([isRefused(preview), refusedBy(preview)]).toEqual([true, ["copylog-updated", "upgrade-gate"]]);
  const refused = await lab.upWithoutPreview({ ...options, pack: false });
  expect([isRefused(refused), lab.stored(UPGRADE)]).toEqual([true, []]);
  project.write(PROGRAM);
  const applied = await lab.up(options);
  expect([isRefused(applied) && applied.output, lab.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
  const stack = lab.state_().find(({ type }) => type === "pulumi:pulumi:Stack");
  expect(stack?.outputs).toEqual({ cleared: { CEN: true, P01: true } });
});
