import { redacted } from "../../domain/carried/wire";
import { packFacts } from "../../domain/carried/gate";
import { blocked, clearance, digest, GATE, provider, ready, secret, UNKNOWN, waived } from "../kit/provider/resources";

const outputs = (inputs: object, validThrough?: string) => ({
  hierarchy: "contoso",
  verdict: "ready",
  blockers: [],
  digest: digest(inputs),
  clearance: clearance(inputs, validThrough),
});

describe("check", () => {
  const bad = ready() as unknown as { sites: Record<string, Record<string, unknown>> };
  bad.sites["P01"]!["build"] = 1381;
  bad.sites["P01"]!["parent"] = "X01";
  const withSecret = { ...ready(), domains: { CORP: { ...ready().domains.CORP, seniorList: secret("CEN") } } };

  test.each([
    { what: "a gate that is ready", news: ready(), failures: [] },
    { what: "a gate that is blocked: verdicts are no affair of check", news: blocked(), failures: [] },
    {
      what: "a gate with its settings left out",
      news: { ...ready(), reading: undefined, minimumEvidence: undefined },
      failures: [],
    },
    {
      what: "facts that are not known yet",
      news: { ...ready(), domains: { CORP: { pdc: "PDC1", bdcs: ["BDC1"], seniorList: UNKNOWN } } },
      failures: [],
    },
    {
      what: "a shape that is not known yet, and all that seems to follow",
      news: { ...ready(), sites: UNKNOWN },
      failures: [],
    },
    {
      what: "a site as one text, which holds no unknown values, only texts that look like one",
      news: { ...ready(), sites: { ...ready().sites, P01: packFacts({ ...ready().sites.P01, fullVersion: UNKNOWN }) } },
      failures: ["sites.P01.fullVersion: found "],
    },
    { what: "plans that are not known yet", news: { ...ready(), upgrades: ["CEN", UNKNOWN] }, failures: [] },
    {
      what: "no inputs at all",
      news: {},
      failures: ["hierarchy: missing, expected the name", "sites: missing, expected sites by code"],
    },
    {
      what: "a wrong build and a parent that is not declared",
      news: bad,
      failures: ["sites.P01.build: found 1381", 'sites.P01.parent: found "X01"'],
    },
    { what: "what another pack adds, secrets too", news: { ...ready(), tags: secret({}) }, failures: [] },
    {
      what: "settings that do not exist",
      news: { ...ready(), reading: "all", minimumEvidence: null },
      failures: [
        "minimumEvidence: found null, expected one of files, attested",
        'reading: found "all", expected one of every-site, shared-domains',
      ],
    },
    {
      what: "secret facts",
      news: withSecret,
      failures: ["domains.CORP.seniorList: found a secret, expected a plain value"],
    },
    {
      what: "a secret whole",
      news: { ...ready(), sites: secret({ CEN: "hidden" }) },
      failures: ["sites: found a secret, expected a plain value"],
    },
    {
      what: "an asset",
      news: {
        ...ready(),
        domains: {
          CORP: {
            pdc: "PDC1",
            seniorList: { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "CEN" },
          },
        },
      },
      failures: ["domains.CORP.seniorList: found an asset or a resource"],
    },
  ])("$what", async ({ news, failures }) => {
    const result = await provider().check(GATE, {}, news);
    const lines = result.failures!.map(({ reason }) => reason);
    expect(lines.map((line, index) => (line.startsWith(failures[index] ?? "-") ? failures[index] : line))).toEqual(
      failures,
    );
    expect(result.inputs).toEqual(failures.length === 0 ? news : redacted(news));
    expect(JSON.stringify(lines)).not.toContain("hidden");
  });
});

describe("create and update", () => {
  test.each([
    { what: "a gate that is ready", news: ready(), outs: outputs(ready()) },
    {
      what: "a gate whose program makes the broken rule advice",
      news: { ...blocked(), levels: { "hotfix-prerequisites": "advisory" } },
      outs: outputs({ ...blocked(), levels: { "hotfix-prerequisites": "advisory" } }),
    },
    {
      what: "a gate with a site as one text",
      news: { ...ready(), sites: { ...ready().sites, P01: packFacts(ready().sites.P01) } },
      outs: outputs(ready()),
    },
    { what: "a gate with a waiver in force", news: waived(), outs: outputs(waived(), "2000-08-01") },
    {
      what: "a gate to which another pack has added a property",
      news: { ...ready(), tags: {} },
      outs: outputs(ready()),
    },
  ])("$what: is created", async ({ news, outs }) => {
    expect(await provider().create(GATE, news)).toEqual({ id: "contoso", outs });
    expect(await provider().update("contoso", GATE, {}, news)).toEqual({ outs });
  });

  const many = ready() as unknown as { sites: Record<string, object> };
  for (let index = 0; index < 30; index++) {
    many.sites[`S${10 + index}`] = {
      type: "primary",
      parent: "CEN",
      build: 1380,
      domains: ["CORP"],
      hotfixes: { Q249077: { installed: false } },
    };
  }

  test.each([
    {
      what: "a gate that misses a hotfix",
      news: blocked(),
      says: [
        /^Hierarchy contoso is not ready for SP2: blocked, 1 blocker \(Q261931, reading every-site\)\.$/,
        /^ {2}- P01: .*Q249077/,
        /^ {4}\S.*\(.*Q249077.*\)$/,
      ],
    },
    {
      what: "a gate whose waiver has run out",
      news: waived(),
      today: "2000-08-02",
      says: [/blocked, 1 blocker/, /P01/, /./],
    },
    {
      what: "a gate whose program makes advice mandatory",
      news: { ...ready(), levels: { "upgrade-order": "mandatory" }, upgrades: ["P01", "CEN"] },
      says: [/^Hierarchy contoso is not ready for SP2: blocked, 1 blocker/, /^ {2}- P01: /],
    },
    {
      what: "a gate whose verdict rests on facts that are not known",
      news: { ...ready(), domains: { CORP: { ...ready().domains.CORP, logonPoints: UNKNOWN } } },
      says: [/^Hierarchy contoso is not ready for SP2: pending, /],
    },
    {
      what: "a gate with facts that are not known and matter little",
      news: { ...ready(), sites: { ...ready().sites, CEN: { ...ready().sites.CEN, remoteInstallation: UNKNOWN } } },
      says: [/^The facts of hierarchy contoso are not all known yet\.$/],
    },
    { what: "a gate with bad input", news: { ...ready(), upgrades: ["X01"] }, says: [/^upgrades\[0\]: found "X01"/] },
  ])("$what: refused", async ({ news, today, says }) => {
    for (const action of [
      () => provider(today).create(GATE, news),
      () => provider(today).update("contoso", GATE, {}, news),
    ]) {
      const error = await action().then(
        () => undefined,
        (thrown: Error) => thrown,
      );
      const lines = error!.message.split("\n");
      says.forEach((pattern, index) => expect(lines[index]).toMatch(pattern));
      expect(error!.stack).toBe("");
    }
  });

  test("a refusal lists twenty blockers, the remedy that they share once, and counts the others", async () => {
    const error = await provider()
      .create(GATE, many)
      .then(
        () => undefined,
        (thrown: Error) => thrown,
      );
    const lines = error!.message.split("\n");
    expect(lines.filter((line) => line.startsWith("  - "))).toHaveLength(20);
    expect(lines.filter((line) => line.startsWith("    ")).length).toBeLessThan(4);
    expect(lines.at(-1)).toBe("  and 40 more");
  });
});

describe("diff", () => {
  test.each([
    { what: "the same facts", outs: outputs(ready()), news: ready(), changes: false },
    { what: "other facts", outs: outputs(ready()), news: { ...ready(), upgrades: ["CEN"] }, changes: true },
    { what: "other settings", outs: outputs(ready()), news: { ...ready(), reading: "shared-domains" }, changes: true },
    {
      what: "facts that are not known yet",
      outs: outputs(ready()),
      news: { ...ready(), domains: UNKNOWN },
      changes: true,
    },
    { what: "facts that are not ready", outs: outputs(blocked()), news: blocked(), changes: true },
    { what: "a waiver in force", outs: outputs(waived(), "2000-08-01"), news: waived(), changes: false },
    {
      what: "a waiver that has run out",
      outs: outputs(waived(), "2000-08-01"),
      news: waived(),
      today: "2000-08-02",
      changes: true,
    },
    { what: "outputs of another version of the plugin", outs: { digest: "sms0:1" }, news: ready(), changes: true },
  ])("$what: changes $changes", async ({ outs, news, today, changes }) => {
    expect(await provider(today).diff("contoso", GATE, outs, news)).toEqual({ changes });
  });
});

test("a refresh keeps the state as it is and says nothing of inputs", async () => {
  const outs = outputs(ready());
  expect(await provider().read("contoso", GATE, outs)).toEqual({ id: "contoso", props: outs });
});

test("an import is refused with the way out", async () => {
  await expect(provider().read("contoso", GATE, {})).rejects.toThrow(
    /nothing to import.*without the options import and id/,
  );
});

test("a gate is deleted without a word", async () => {
  const plugin = provider();
  await plugin.delete("contoso", GATE, outputs(ready()));
  expect(plugin.said).toEqual([]);
});
