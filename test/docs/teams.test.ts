import { readdirSync, readFileSync, cpSync } from "node:fs";
import path from "node:path";
import { outputOf } from "../kit/docs/examples";
import { workshop } from "../kit/pulumi-sms";

const EXAMPLE = path.join(__dirname, "../../examples/teams");
const { at, read, write, pulumiSms } = workshop();

interface Reviewed {
  readonly hierarchies: readonly {
    readonly findings: readonly { readonly level: string; readonly place: { readonly file: string } }[];
  }[];
}

/** Reviews the files of the example as a folder of the project, in which Europe has changed one version. */
async function reviewOfEurope(format: string): Promise<{ code: number; text: string }> {
  cpSync(path.join(EXAMPLE, "hierarchy"), at("hierarchy"), { recursive: true });
  write(".git/HEAD", "ref: refs/heads/main\n");
  const before = process.cwd();
  process.chdir(at());
  try {
    expect((await pulumiSms(["review", "hierarchy", "--out", "base.json"])).code).toBe(0);
    const europe = read("hierarchy/europe.yaml") ?? "";
    write("hierarchy/europe.yaml", europe.replace("2.0.1380.1105", "2.0.1380.1104"));
    const { code, out } = await pulumiSms(["review", "hierarchy", "--base", "base.json", "--format", format]);
    return { code, text: out };
  } finally {
    process.chdir(before);
  }
}

test("the page shows what the reviewer of one team sees of a change to its file", async () => {
  const { code, text } = await reviewOfEurope("markdown");
  const printed = text.split("\n");
  const lines = outputOf("examples/teams/README.md", "review");
  expect([code, lines.length, lines.filter((line) => !printed.includes(line))]).toEqual([1, 5, []]);
});

test("every blocker of a change to one file is in that file", async () => {
  const { hierarchies } = JSON.parse((await reviewOfEurope("json")).text) as Reviewed;
  const blockers = hierarchies.flatMap(({ findings }) => findings.filter(({ level }) => level === "mandatory"));
  expect(blockers.map(({ place }) => place.file)).toEqual(["hierarchy/europe.yaml"]);
});

test("every file of a team has an owner of its own, and the rest belongs to those who plan the upgrades", () => {
  const lines = readFileSync(path.join(EXAMPLE, "CODEOWNERS"), "utf8").split("\n");
  const owners = lines.filter((line) => line !== "" && !line.startsWith("#")).map((line) => line.split(/\s+/));
  const ownerOf = (file: string) => owners.findLast(([pattern]) => pattern === "*" || pattern === `/hierarchy/${file}`);
  const files = readdirSync(path.join(EXAMPLE, "hierarchy")).sort();
  expect(files.map((file) => [file, ownerOf(file)?.[1]])).toEqual([
    ["asia.yaml", "@contoso/sms-asia"],
    ["central.yaml", "@contoso/sms"],
    ["europe.yaml", "@contoso/sms-europe"],
  ]);
});
