import { organisationSchema, programSchema } from "../../../domain/settings";
import { judgeOptionsOf } from "../../../rules/judge/organisation";

/** The options of a judgement under what a program and an organisation choose. */
function optionsOf(program: object, organisation: object) {
  const { levels, ...settings } = programSchema.parse(program);
  return judgeOptionsOf({ settings, levels }, organisationSchema.parse(organisation), "2000-07-01");
}

const DEFAULTS = {
  settings: { reading: "every-site", minimumEvidence: "attested" },
  today: "2000-07-01",
  levels: {},
  waivers: "allowed",
};

test.each<[string, object, object, object]>([
  ["neither chooses anything", {}, {}, {}],
  [
    "the stricter of both settings counts",
    { reading: "shared-domains", minimumEvidence: "files" },
    {},
    { settings: { reading: "every-site", minimumEvidence: "files" } },
  ],
  [
    "what both choose is in force",
    { reading: "shared-domains" },
    { reading: "shared-domains" },
    { settings: { reading: "shared-domains", minimumEvidence: "attested" } },
  ],
  ["the organisation forbids waivers", {}, { waivers: "none" }, { waivers: "none" }],
  [
    "program and organisation lower a rule",
    { levels: { "senior-site": "advisory" } },
    { levels: { "senior-site": "advisory" } },
    { levels: { "senior-site": "advisory" } },
  ],
  [
    "an organisation raises a rule, also one that the program lowers",
    { levels: { "senior-site": "advisory" } },
    { levels: { "senior-site": "mandatory", "upgrade-order": "mandatory" } },
    { levels: { "senior-site": "mandatory", "upgrade-order": "mandatory" } },
  ],
  ["an organisation alone lowers nothing", {}, { levels: { "senior-site": "advisory" } }, {}],
  ["a program alone lowers nothing", { levels: { "senior-site": "advisory" } }, {}, {}],
  [
    "a program raises a rule, also one that the organisation lowers",
    { levels: { "senior-site": "mandatory", "upgrade-order": "mandatory" } },
    { levels: { "senior-site": "advisory", "copylog-owners": "advisory" } },
    { levels: { "senior-site": "mandatory", "upgrade-order": "mandatory" } },
  ],
])("%s", (_, program, organisation, expected) => {
  expect(optionsOf(program, organisation)).toEqual({ ...DEFAULTS, ...expected });
});
