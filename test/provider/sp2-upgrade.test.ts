import { onServers } from "../kit/provider/on-servers";
import {
  blocked,
  cleared,
  clearance,
  digest,
  provider,
  ready,
  secret,
  UNKNOWN,
  UPGRADE,
  urn,
  waived,
  GATE,
} from "../kit/provider/resources";

const DIGEST = digest(ready());

describe("check", () => {
  test.each([
    { what: "an upgrade that is cleared", news: cleared(), failures: [] },
    {
      what: "a clearance and a digest that are not known yet",
      news: { ...cleared(), clearance: UNKNOWN, factsDigest: UNKNOWN },
      failures: [],
    },
    {
      what: "no inputs at all",
      news: {},
      failures: [
        "hierarchy: missing, expected the name of the hierarchy",
        "site: missing, expected a site code: three letters or digits, not CON, PRN, AUX or NUL (Q182420)",
        "clearance: missing, expected the clearance of a gate",
        "factsDigest: missing, expected a digest as sms2:<64 hexadecimal digits>",
      ],
    },
    {
      what: "inputs of the wrong form, and one that another pack adds",
      news: { hierarchy: " ", site: "CENTRAL", clearance: "yes", factsDigest: DIGEST.slice(1), force: true },
      failures: [
        'hierarchy: found " ", expected the name of the hierarchy',
        'site: found "CENTRAL", expected a site code: three letters or digits, not CON, PRN, AUX or NUL (Q182420)',
        'clearance: found "yes", expected the clearance of a gate',
        `factsDigest: found "${DIGEST.slice(1)}", expected a digest as sms2:<64 hexadecimal digits>`,
      ],
    },
    {
      what: "a secret clearance",
      news: { ...cleared(), clearance: secret(cleared().clearance) },
      failures: [],
    },
    {
      what: "a secret in the place of a clearance",
      news: { ...cleared(), clearance: secret("hunter2") },
      failures: [
        "clearance: found a secret, expected a plain value: facts are not secret, since policies and messages show them. Use pulumi.unsecret, or configuration without --secret",
      ],
    },
    {
      what: "a secret site",
      news: { ...cleared(), site: secret("CEN") },
      failures: [
        "site: found a secret, expected a plain value: facts are not secret, since policies and messages show them. Use pulumi.unsecret, or configuration without --secret",
      ],
    },
    {
      what: "another site than before",
      olds: cleared(),
      news: { ...cleared(), site: "P01" },
      failures: [
        'site: found "P01", expected "CEN" as before: the site of an upgrade cannot change. Declare another Sp2Upgrade',
      ],
    },
    {
      what: "a hierarchy that is not known yet, in the place of one that is",
      olds: cleared(),
      news: { ...cleared(), hierarchy: UNKNOWN },
      failures: [
        'hierarchy: found a value that is not known yet, expected "contoso" as before: the hierarchy of an upgrade cannot change. Name the hierarchy as before, with `hierarchy` in its arguments or in its file; the resource may be called otherwise. To rename it, first take its sites out of `upgrades` and update',
      ],
    },
    {
      what: "another clearance than before",
      olds: { ...cleared(), clearance: clearance(waived()) },
      news: cleared(),
      failures: [],
    },
  ])("$what", async ({ olds, news, failures }) => {
    const result = await provider().check(UPGRADE, olds, news);
    expect(result.failures!.map(({ reason }) => reason)).toEqual(failures);
  });
});

describe("create and update", () => {
  test.each([
    { what: "under the clearance of its facts", inputs: cleared() },
    {
      what: "on the last day of the clearance",
      inputs: { ...cleared(), clearance: clearance(waived(), "2000-08-01"), factsDigest: digest(waived()) },
      today: "2000-08-01",
    },
  ])("an upgrade is created $what", async ({ inputs, today }) => {
    const outs = { hierarchy: "contoso", site: "CEN", cleared: true, clearedUnder: inputs.clearance };
    expect(await provider(today).create(UPGRADE, inputs)).toEqual({ id: "contoso/CEN", outs });
    expect(await provider(today).update("contoso/CEN", UPGRADE, {}, inputs)).toEqual({ outs });
  });

  test.each([
    {
      what: "other facts than those that were judged",
      inputs: { ...cleared(), factsDigest: digest(blocked()) },
      says: "the facts that the program declares now are not those that the gate checked. Update the gate as well: without --target, or with the gate among the targets.",
    },
    {
      what: "the clearance of another hierarchy",
      inputs: { ...cleared(), hierarchy: "fabrikam" },
      says: "its clearance is of hierarchy contoso. Use the gate of fabrikam.",
    },
    {
      what: "a clearance after its last day",
      inputs: { ...cleared(), clearance: clearance(waived(), "2000-08-01"), factsDigest: digest(waived()) },
      today: "2000-08-02",
      says: "its clearance expired after 2000-08-01, the last day of a waiver. Update the gate as well: it is checked again without that waiver.",
    },
    {
      what: "a digest of another scheme",
      inputs: { ...cleared(), factsDigest: DIGEST.replace("sms2", "sms3") },
      says: "the gate writes digests of scheme sms2 and the program of scheme sms3. Use the same version of pulumi-sms for both.",
    },
    {
      what: "a clearance that is not known",
      inputs: { ...cleared(), clearance: UNKNOWN },
      says: "it has no clearance of a gate for known facts.",
    },
    {
      what: "a digest that is not known",
      inputs: { ...cleared(), factsDigest: UNKNOWN },
      says: "it has no clearance of a gate for known facts.",
    },
    { what: "a clearance that is none", inputs: { ...cleared(), clearance: "yes" }, says: 'clearance: found "yes"' },
    { what: "no site", inputs: { ...cleared(), site: undefined }, says: "site: missing, expected a site code" },
  ])("an upgrade with $what is refused", async ({ inputs, today, says }) => {
    for (const action of [
      () => provider(today).create(UPGRADE, inputs),
      () => provider(today).update("contoso/CEN", UPGRADE, {}, inputs),
    ]) {
      const error = await action().then(
        () => undefined,
        (thrown: Error) => thrown,
      );
      expect(error?.message).toContain(says);
      expect(error?.stack).toBe("");
    }
  });
});

describe("diff", () => {
  const outs = { hierarchy: "contoso", site: "CEN", cleared: true, clearedUnder: cleared().clearance };

  test.each([
    { what: "the same clearance", news: cleared() },
    {
      what: "a new clearance and a new digest",
      news: { ...cleared(), clearance: clearance(waived()), factsDigest: digest(waived()) },
    },
    { what: "what is not known yet", news: { ...cleared(), clearance: UNKNOWN, factsDigest: UNKNOWN } },
  ])("$what changes nothing", async ({ news }) => {
    expect(await provider("2099-01-01").diff("contoso/CEN", UPGRADE, outs, news)).toEqual({ changes: false });
  });

  test.each<[string, object]>([
    ["nothing", {}],
    ["the outputs of another resource", { hierarchy: "contoso", site: "CEN", url: "x" }],
    ["an upgrade that was not cleared", { ...outs, cleared: false }],
    ["the clearance of another hierarchy", { ...outs, clearedUnder: outs.clearedUnder.replace("contoso", "fabrikam") }],
    ["no clearance", { ...outs, clearedUnder: "yes" }],
  ])("what an alias adopts is checked before it is an upgrade: %s", async (_, state) => {
    expect(await provider().diff("contoso/CEN", UPGRADE, state, cleared())).toEqual({ changes: true });
  });

  test("a clearance that the program made secret is taken as it is", async () => {
    const news = { ...cleared(), clearance: secret(cleared().clearance) };
    expect(await provider().diff("contoso/CEN", UPGRADE, outs, news)).toEqual({ changes: false });
    expect((await provider().create(UPGRADE, news)).outs).toEqual(outs);
  });

  test.each([{ site: "P01" }, { hierarchy: "fabrikam" }])("%o is an error, not a replacement", async (change) => {
    const news = { ...cleared(), ...change };
    await expect(provider().diff("contoso/CEN", UPGRADE, outs, news)).rejects.toThrow("cannot change");
  });
});

test("a deletion succeeds and says that SP2 cannot be taken back", async () => {
  const plugin = provider();
  await plugin.delete("contoso/CEN", UPGRADE, { site: "CEN" });
  expect(plugin.said).toEqual([
    `${UPGRADE}: SP2 cannot be taken back: site CEN stays as it is, only this record of its upgrade is gone.`,
  ]);
});

test("a refresh keeps the state as it is, and an import is refused with the way out", async () => {
  const state = { site: "CEN", cleared: true };
  expect(await provider().read("contoso/CEN", UPGRADE, state)).toEqual({ id: "contoso/CEN", props: state });
  await expect(provider().read("contoso/CEN", UPGRADE, {})).rejects.toThrow(/Declare the site with build 1493/);
});

test("a second gate of one hierarchy and a second upgrade of one site are refused, and the first ones are not", async () => {
  const plugin = provider();
  const check = async (of: string, news: object) => (await plugin.check(of, {}, news)).failures;
  const [gate, upgrade] = [urn("sms:index:Sp2Readiness", "again"), urn("sms:index:Sp2Upgrade", "again")];
  expect([await check(GATE, ready()), await check(UPGRADE, cleared()), await check(GATE, ready())]).toEqual([
    [],
    [],
    [],
  ]);
  const reason = (id: string, of: string) => [
    { property: "", reason: `hierarchy: found a second one of ${id}, expected only ${of}` },
  ];
  expect(await check(gate, ready())).toEqual(reason("contoso", GATE));
  expect(await check(upgrade, cleared())).toEqual(reason("contoso/CEN", UPGRADE));
  expect(await check(gate, { ...ready(), hierarchy: UNKNOWN })).toEqual([]);
  expect(await check(urn("sms:index:Sp2Readiness", "third"), { ...ready(), hierarchy: UNKNOWN })).toEqual([]);
  expect([
    await check(gate, { ...ready(), hierarchy: "fabrikam" }),
    await check(upgrade, { ...cleared(), site: "P01" }),
  ]).toEqual([[], []]);
});

describe("a type token that is not exactly one of the plugin's", () => {
  const TOKENS = [
    "sms:other:Sp2Upgrade",
    "sms:index/sp2Upgrade:Sp2Upgrade",
    "sms:index:Site",
    "sms:index:sp2upgrade",
    "sms:x$sms:index:Sp2Upgrade",
    "sms:a:b$sms:index:Sp2Upgrade",
    "$sms:index:Sp2Upgrade",
    "sms:index:Sp2Upgrade::x",
    "constructor",
    "",
  ];
  const says = (token: string) =>
    token.includes("::")
      ? `found ${token}::CEN, expected no :: in the type or the name of a resource, nor in namePrefix`
      : `unknown resource type ${token}; the plugin sms has sms:index:Sp2Readiness, sms:index:Sp2Upgrade, sms:index:HotfixInstallation, sms:index:SeniorSite, sms:index:CopylogUpdate`;

  test.each(TOKENS)("%s fails the check and everything else", async (token) => {
    const of = urn(token, "CEN");
    const plugin = provider();
    const { failures } = await plugin.check(of, {}, cleared());
    expect(failures).toEqual([{ property: "", reason: says(token) }]);
    for (const action of [
      () => plugin.create(of, cleared()),
      () => plugin.update("id", of, {}, cleared()),
      () => plugin.diff("id", of, {}, cleared()),
      () => plugin.read("id", of, {}),
      () => plugin.delete("id", of, {}),
    ]) {
      await expect(action()).rejects.toThrow(says(token));
    }
  });
});

describe("an upgrade that waits for its server", () => {
  let servers: Awaited<ReturnType<typeof onServers>>;
  beforeEach(async () => {
    servers = await onServers("Sp2Upgrade");
    await servers.dll("SMSCEN", "SMS_CEN\\Bin\\i386\\Nt_logon.dll", "2.0.1380.1105");
  });
  afterEach(() => servers.stop());
  const waiting = { ...cleared(), waitFor: "server", server: "SMSCEN" };
  const setup = async () => {
    for (const name of ["Nt_logon.dll", "Ccm.dll", "Ccmbtldr.exe", "Baseobj.dll"]) {
      await servers.dll("SMSCEN", `SMS_CEN\\Bin\\i386\\${name}`, "2.0.1493.2005");
    }
  };

  test("says that the site is cleared, and is through when the server shows SP2", async () => {
    const creating = servers.create(UPGRADE, { ...waiting, timeout: 60 });
    while (servers.said.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    await setup();
    expect((await creating).outs).toMatchObject({ cleared: true, isFinished: true });
    expect(servers.said).toEqual([
      `${UPGRADE}: Site CEN is cleared for SP2. Run the setup of SP2 on SMSCEN now.`,
      `${UPGRADE}: waiting for build 1493 on SMSCEN: SMSCEN shows build 1380`,
    ]);
  });

  test("names what the server shows when the time is over", async () => {
    await expect(servers.create(UPGRADE, { ...waiting, timeout: 0 })).rejects.toThrow(
      /^Site CEN is cleared for SP2, but SMSCEN does not show it after 0 seconds:\n {2}- SMSCEN shows build 1380\n/,
    );
  });

  test("does not wait without a clearance", async () => {
    const stale = { ...waiting, factsDigest: digest(waived()) };
    await expect(servers.create(UPGRADE, stale)).rejects.toThrow("is not cleared for SP2");
    expect(servers.said).toEqual([]);
  });

  test("waits if it was only cleared before, and is left alone once the server has shown SP2", async () => {
    const outs = { hierarchy: "contoso", site: "CEN", cleared: true, clearedUnder: waiting.clearance };
    const changes = async (outputs: object, news: object) => (await servers.diff("id", UPGRADE, outputs, news)).changes;
    expect(await changes(outs, waiting)).toBe(true);
    expect(await changes({ ...outs, isFinished: true }, waiting)).toBe(false);
    expect(await changes({ ...outs, isFinished: true }, cleared())).toBe(false);
  });

  test.each([
    {
      news: { ...waiting, server: undefined },
      failures: ["server: missing, expected the name of the site server, which waitFor reads"],
    },
    {
      news: { ...waiting, waitFor: "everything" },
      failures: ['waitFor: found "everything", expected server, or nothing'],
    },
    { news: { ...waiting, server: UNKNOWN, timeout: UNKNOWN }, failures: [] },
  ])("check of $news.waitFor on $news.server", async ({ news, failures }) => {
    const checked = await servers.check(UPGRADE, {}, news);
    expect(checked.failures?.map(({ reason }) => reason)).toEqual(failures);
  });
});
