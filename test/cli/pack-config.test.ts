import { readOrganisation } from "../../cli/pack-config";
import { BadInputError } from "../../domain/model/bad-input";
import { organisationSchema } from "../../domain/settings";
import { workshop } from "../kit/pulumi-sms";

const { at, write } = workshop();
let count = 0;
const file = (text: string) => write(`${count++}.json`, text);
const IO = { readInput: () => Promise.resolve(new Uint8Array()) };
const DEFAULTS = organisationSchema.parse({});

test.each<[string, string[], object]>([
  ["no file", [], {}],
  ["an empty configuration", ["{}"], {}],
  ["levels of enforcement only", ['{"all":"advisory","upgrade-gate":"mandatory"}'], {}],
  [
    "settings",
    ['{"upgrade-gate":{"reading":"shared-domains","waivers":"none"}}'],
    { reading: "shared-domains", waivers: "none" },
  ],
  [
    "settings beside their level",
    ['{"upgrade-gate":{"enforcementLevel":"mandatory","minimumEvidence":"files"}}'],
    { minimumEvidence: "files" },
  ],
  ["levels", ['{"upgrade-gate":{"levels":{"senior-site":"advisory"}}}'], { levels: { "senior-site": "advisory" } }],
  [
    "the second file, where the first is of another pack",
    ['{"tags":{"wanted":["a"]}}', '{"upgrade-gate":{"waivers":"none"}}'],
    { waivers: "none" },
  ],
  ["the first of two", ['{"upgrade-gate":{}}', '{"upgrade-gate":{"waivers":"none"}}'], {}],
  ["a byte order mark", ['\uFEFF{"upgrade-gate":{"waivers":"none"}}\r\n'], { waivers: "none" }],
])("%s", async (_, texts, expected) => {
  expect(await readOrganisation(texts.map(file), IO)).toEqual({ ...DEFAULTS, ...expected });
});

test.each<[string, string, string]>([
  ["no JSON", "upgrade-gate: advisory", "expected policies by name, as JSON"],
  ["nothing", "", "expected policies by name, as JSON"],
  ["null", "null", "expected policies by name, as JSON"],
  ["a list", "[]", "expected policies by name, as JSON"],
  ["null for the policy", '{"upgrade-gate":null}', "found null, expected a level or settings of upgrade-gate"],
  ["a number for the policy", '{"upgrade-gate":1}', "found 1, expected a level or settings of upgrade-gate"],
  ["a list for the policy", '{"upgrade-gate":[]}', "found [], expected a level or settings of upgrade-gate"],
  [
    "a reading that does not exist",
    '{"upgrade-gate":{"reading":"loose"}}',
    "found another value at upgrade-gate.reading in ",
  ],
  [
    "unknown settings",
    '{"upgrade-gate":{"readings":1,"__proto__":{}}}',
    "expected one of reading, minimumEvidence, waivers, levels",
  ],
  [
    "a rule that cannot be lowered",
    '{"upgrade-gate":{"levels":{"waiver":"advisory"}}}',
    "found another value at upgrade-gate.levels",
  ],
])("%s is bad input", async (_, text, says) => {
  const read = readOrganisation([file(text)], IO);
  await expect(read).rejects.toThrow(BadInputError);
  await expect(read).rejects.toThrow(says);
});

test.each<[string, string, string]>([
  ["a file that does not exist", at("nowhere.json"), "No such file"],
  ["a directory", at("."), "This is a directory"],
])("%s is bad input", async (_, name, found) => {
  const read = readOrganisation([name], IO);
  await expect(read).rejects.toThrow(`--policy-pack-config: ${found}: ${name}`);
});
