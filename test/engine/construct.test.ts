import * as path from "node:path";
import { isRefused, Lab, refusedBy, type Reviewed } from "../kit/engine/lab";

const UPGRADE = "sms:index:Sp2Upgrade";

/** What a program in another language does: the plugin constructs the component. */
const REMOTE = `class Hierarchy extends pulumi.ComponentResource {
  constructor(name, args, opts) { super("sms:index:Hierarchy", name, { cleared: undefined, verdict: undefined, ...args }, opts, true); }
}
const broken = facts(); broken.sites.S01.hotfixes.Q252717 = { installed: false };`;
const remote = (program: string) => Lab.ofProgram(`${REMOTE}\n${program}`);

/** The upgrades in the state, each with the time at which it was created. */
const upgradesIn = (lab: Lab) =>
  lab
    .state_()
    .flatMap((one: { type: string; urn: string; created?: string }) =>
      one.type === UPGRADE ? [[one.urn, one.created]] : [],
    );

const placesOf = ({ review }: Reviewed) =>
  review.hierarchies
    .flatMap(({ hierarchy, findings }) => findings.map((finding) => ({ hierarchy, ...finding })))
    .filter(({ level }) => level === "mandatory")
    .map(
      ({ hierarchy, subject, place }) =>
        `${hierarchy} ${subject.name} ${path.basename(place?.file ?? "")}:${place?.line}`,
    )
    .sort();

test("two hierarchies that are constructed at once have each the user's own line", async () => {
  const lab = remote(`new Hierarchy("contoso", broken);
    const other = facts("NEW"); other.hierarchy = "other"; other.sites.CEN.hotfixes = { Q249077: { installed: false } };
    new Hierarchy("other", { ...other, namePrefix: "new-" });`);
  const reviewed = await lab.review();
  expect([reviewed.code, reviewed.review.failures]).toEqual([1, []]);
  // The lab puts five lines before a program, and this test four.
  expect(placesOf(reviewed)).toEqual(["contoso S01 index.js:10", "other CEN index.js:12", "other CEN index.js:12"]);
});

test("what stops one hierarchy is told once in a review, and not what follows from it at the other", async () => {
  const program = (name: string) => `new Hierarchy("contoso", { ...facts(), hierarchy: "${name}" });
    const other = facts("NEW"); other.hierarchy = "other"; new Hierarchy("other", { ...other, namePrefix: "new-" });`;
  const lab = remote(program("contoso"));
  expect(isRefused(await lab.up())).toBe(false);
  lab.write(`${REMOTE}\n${program("renamed")}`);
  const { code, review } = await lab.review();
  expect([code, review.verdict]).toEqual([2, "failed"]);
  expect(review.failures.length).toBeGreaterThan(0);
  for (const { message } of review.failures) expect(message).toContain("the hierarchy of an upgrade cannot change");
});

test("hotfixes of one hierarchy in a transform of the user's program do not let it through", async () => {
  const lab = remote(`pulumi.runtime.registerResourceTransform((args) => {
      if (args.type === "sms:index:Sp2Readiness") return { props: { ...args.props, sites: facts().sites }, opts: args.opts };
      if (args.type === "sms:index:Hierarchy") return { props: args.props, opts: { ...args.opts, ignoreChanges: ["sites"] } };
      return undefined;
    });
    new Hierarchy("contoso", broken);`);
  const preview = await lab.preview();
  const applied = await lab.upWithoutPreview();
  const withoutPack = await lab.upWithoutPreview({ pack: false });
  expect([preview, applied, withoutPack].map(isRefused)).toEqual([true, true, true]);
  expect([refusedBy(preview), lab.stored(UPGRADE)]).toEqual([["upgrade-gate"], []]);
});

test("a hierarchy that is deleted with another resource is cleared", async () => {
  const lab = remote('new Hierarchy("contoso", facts(), { deletedWith: new Later("other", "1") });');
  const applied = await lab.up();
  expect([isRefused(applied) && applied.output, lab.stored(UPGRADE)]).toEqual([false, ["CEN", "P01"]]);
});

/** Its upgrades are known once the resource `later` is updated: in preview the hierarchy waits for them. */
const waiting = (version: string, opts = "{}") => `
  new Hierarchy("contoso", { ...facts(), upgrades: new Later("later", "${version}").files.apply(() => ["CEN", "P01"]) }, ${opts});`;

test.each(["--target **Hierarchy::contoso --target-dependents", "--exclude **Installation::later"])(
  "an update with %s that does not know what a hierarchy is to be declared with is refused",
  async (args) => {
    const lab = remote(waiting("1"));
    const refused = await lab.upWithoutPreview({ args: args.split(" ") });
    expect([isRefused(refused), lab.stored(UPGRADE)]).toEqual([true, []]);
    expect(refused.output).toContain("- upgrades: not known in this update: run it without --target and --exclude");
  },
);

test("an applied hierarchy that waits is shown as deleted, is pending in a review, and stays as it is", async () => {
  const lab = remote(waiting("1"));
  expect(isRefused(await lab.up())).toBe(false);
  const before = upgradesIn(lab);
  lab.write(`${REMOTE}\n${waiting("2")}`);
  const preview = await lab.preview();
  expect([isRefused(preview), preview.output]).toEqual([
    false,
    expect.stringMatching(/- {2}sms:index:Sp2Upgrade CEN delete[^]*whatever this preview shows as deleted/),
  ]);
  const { code, review } = await lab.review();
  expect([code, review.verdict, review.remarks]).toEqual([
    0,
    "pending",
    [expect.stringMatching(/^contoso waits for upgrades, .*whatever the preview shows as deleted\.$/)],
  ]);
  expect([isRefused(await lab.up()), upgradesIn(lab)]).toEqual([false, before]);
});

test("one that is protected and waits fails in preview: --skip-preview updates it", async () => {
  const lab = remote(waiting("1", "{ protect: true }"));
  expect(isRefused(await lab.up())).toBe(false);
  const before = upgradesIn(lab);
  lab.write(`${REMOTE}\n${waiting("2", "{ protect: true }")}`);
  const reviewed = await lab.review();
  expect([reviewed.code, reviewed.review.verdict]).toEqual([2, "failed"]);
  expect([isRefused(await lab.upWithoutPreview()), upgradesIn(lab)]).toEqual([false, before]);
});

test.each<[what: string, program: string, says: string]>([
  [
    "a component of the type of a hierarchy that waits, beside an upgrade by hand",
    `new pulumi.ComponentResource("sms:index:Hierarchy", "contoso").registerOutputs({ waitsFor: ["sites"] });
     new pulumi.CustomResource("sms:index:Sp2Upgrade", "CEN", { hierarchy: "contoso", site: "CEN", clearance: "sms2:${"0".repeat(64)};hierarchy=contoso", factsDigest: "sms2:${"0".repeat(64)}" });`,
    "no gate of contoso was checked in this run",
  ],
  [
    "an upgrade that the plugin is to construct",
    `new pulumi.ComponentResource("sms:index:Sp2Upgrade", "CEN", { cleared: undefined }, {}, true);`,
    "sms:index:Sp2Upgrade",
  ],
  [
    "a hierarchy below a type that only ends in its own",
    `new pulumi.ComponentResource("sms:x$sms:index:Hierarchy", "contoso", facts(), {}, true);`,
    "unknown component sms:x$sms:index:Hierarchy",
  ],
])("%s is refused", async (_, program, says) => {
  const lab = remote(program.replace("new pulumi.CustomResource(", "new (class extends pulumi.CustomResource {})("));
  const preview = await lab.preview();
  const said = [preview.output, ...preview.policies.map(({ message }) => message)].join("\n");
  expect([isRefused(preview), said]).toEqual([true, expect.stringContaining(says)]);
  await lab.upWithoutPreview();
  expect(lab.stored(UPGRADE)).toEqual([]);
});
