import { onServers } from "../kit/provider/on-servers";
import { UNKNOWN, urn } from "../kit/provider/resources";

let it: Awaited<ReturnType<typeof onServers>>;
beforeEach(async () => {
  it = await onServers("SeniorSite");
});
afterEach(() => it.stop());

const LIST = "SMSLOGON\\Sitescfg\\Senior.lst";
const DRAFT = "SMSLOGON\\Sitescfg\\Senior.tmp";
const participants = { S00: { build: 1380, takesPart: true }, S01: { build: 1239, takesPart: true } };
const INPUTS = { domain: "CORP", pdc: "CORPPDC", site: "S00", participants };
const state = (before: string | null, content: string | null = "S00\r\n", written = content) => ({
  domain: "CORP",
  pdc: "CORPPDC",
  site: "S00",
  before,
  content,
  written,
});
const lists = () => [it.read("CORPPDC", LIST), it.read("CORPPDC", DRAFT)];

test("where there is no Senior.lst one is written, and deleted again with the resource", async () => {
  it.remove("CORPPDC", LIST);
  const { id, outs } = await it.create(it.of, INPUTS);
  expect([id, outs, lists()]).toEqual(["CORP/CORPPDC", state(null), ["S00\r\n", undefined]]);
  await it.delete(id, it.of, outs);
  expect(lists()).toEqual([undefined, undefined]);
});

test.each(["S00", "S00\r\n", "S00 by j.doe\r\nmore"])(
  "a Senior.lst that names the site already stays: %j",
  async (text) => {
    it.write("CORPPDC", LIST, text);
    const { id, outs } = await it.create(it.of, INPUTS);
    expect([outs, lists()]).toEqual([state(text, text), [text, undefined]]);
    await it.delete(id, it.of, outs);
    expect(lists()).toEqual([text, undefined]);
  },
);

test("a Senior.lst that names another site is replaced only if that is wanted, and comes back with the delete", async () => {
  it.write("CORPPDC", LIST, "S01 by j.doe");
  await expect(it.create(it.of, INPUTS)).rejects.toThrow(
    new Error(`Senior.lst of domain CORP on CORPPDC names another site than S00: it holds "S01 by j.doe". It is left as it is.
  Find out who set it. To let S00 take over, set replace: true and update again (Q235726, Q263395).`),
  );
  expect(lists()).toEqual(["S01 by j.doe", undefined]);
  const { id, outs } = await it.create(it.of, { ...INPUTS, replace: true });
  expect([outs, lists()]).toEqual([state("S01 by j.doe"), ["S00\r\n", undefined]]);
  await it.delete(id, it.of, outs);
  expect(lists()).toEqual(["S01 by j.doe", undefined]);
});

test("a writing that was interrupted is finished before anything is decided", async () => {
  it.remove("CORPPDC", LIST);
  it.write("CORPPDC", DRAFT, "S01\r\n");
  await expect(it.create(it.of, INPUTS)).rejects.toThrow('it holds "S01\\r\\n". It is left as it is');
  expect(lists()).toEqual(["S01\r\n", undefined]);
  it.remove("CORPPDC", LIST);
  it.write("CORPPDC", DRAFT, "S00\r\n");
  expect((await it.create(it.of, INPUTS)).outs).toEqual(state("S00\r\n"));
  expect(lists()).toEqual(["S00\r\n", undefined]);
});

test("another site is written over the resource's own Senior.lst, and what was there before it is kept", async () => {
  it.write("CORPPDC", LIST, "S00\r\n");
  const news = { ...INPUTS, site: "S02", participants: { S02: { build: 1380, takesPart: true } } };
  expect(await it.diff("id", it.of, state(null), news)).toMatchObject({ changes: true, replaces: [] });
  const { outs } = await it.update("id", it.of, state(null), news);
  expect([outs, lists()]).toEqual([{ ...state(null, "S02\r\n"), site: "S02" }, ["S02\r\n", undefined]]);
});

test("a refresh shows a change by hand, and an update does not overwrite it without being told", async () => {
  expect((await it.diff("id", it.of, state(null), INPUTS)).changes).toBe(false);
  it.write("CORPPDC", LIST, "S01\r\n");
  const { props } = await it.refresh("id", it.of, state(null));
  expect(props).toEqual(state(null, "S01\r\n", "S00\r\n"));
  expect((await it.diff("id", it.of, props, INPUTS)).changes).toBe(true);
  await expect(it.update("id", it.of, props, INPUTS)).rejects.toThrow("names another site than S00");
  expect(lists()).toEqual(["S01\r\n", undefined]);
  const { outs } = await it.update("id", it.of, props, { ...INPUTS, replace: true });
  expect([outs, lists()]).toEqual([state(null), ["S00\r\n", undefined]]);
});

test("a Senior.lst that was deleted by hand is written again", async () => {
  it.remove("CORPPDC", LIST);
  const { props } = await it.refresh("id", it.of, state("S00\r\n"));
  expect(props).toEqual(state("S00\r\n", null, "S00\r\n"));
  await it.update("id", it.of, props, INPUTS);
  expect(lists()).toEqual(["S00\r\n", undefined]);
});

test("a delete leaves alone what somebody else wrote since, and says so", async () => {
  it.write("CORPPDC", LIST, "S01\r\n");
  await it.delete("id", it.of, state(null));
  expect([it.said, lists()]).toEqual([
    [`${it.of}: Senior.lst on CORPPDC was changed by somebody else: it holds "S01\\r\\n" now. It is left as it is.`],
    ["S01\r\n", undefined],
  ]);
});

test("a refresh of a controller that is away knows nothing of its Senior.lst", async () => {
  it.move("CORPPDC", "AWAY");
  const { props } = await it.refresh("id", it.of, state(null));
  const { content: _, ...known } = state(null);
  expect(props).toStrictEqual(known);
  expect((await it.diff("id", it.of, props, INPUTS)).changes).toBe(true);
  await expect(it.update("id", it.of, props, INPUTS)).rejects.toThrow("no folder CORPPDC in");
});

test("an import takes what is there, and a delete after it leaves that", async () => {
  const { id, props, inputs } = await it.refresh("CORP/CORPPDC", urn("sms:index:SeniorSite", "it"), {});
  expect([id, props, inputs]).toEqual([
    "CORP/CORPPDC",
    state("S00\r\n"),
    { domain: "CORP", pdc: "CORPPDC", site: "S00" },
  ]);
  expect((await it.diff(String(id), it.of, props, INPUTS)).changes).toBe(false);
  await it.delete(String(id), it.of, props);
  expect(lists()).toEqual(["S00\r\n", undefined]);
  await expect(it.refresh("CORPPDC", it.of, {})).rejects.toThrow("CORPPDC is not DOMAIN/PDC, as CORP/CORPPDC");
  await expect(it.refresh("CORP/CORPBDC1", it.of, {})).rejects.toThrow("Senior.lst: its folder is not there.");
});

test("another domain or PDC is another resource", async () => {
  const diff = await it.diff("id", it.of, state(null), { ...INPUTS, pdc: "CORPBDC1" });
  expect(diff).toMatchObject({ changes: true, replaces: ["pdc"] });
});

test.each([
  { what: "valid inputs", news: INPUTS, failures: [] },
  {
    what: "facts that are not known yet",
    news: { ...INPUTS, participants: { S00: { build: UNKNOWN, takesPart: UNKNOWN } } },
    failures: [],
  },
  {
    what: "a site at the release build, and one that takes no part",
    news: {
      ...INPUTS,
      site: "S01",
      participants: { ...participants, S02: { build: 1380, takesPart: false } },
    },
    failures: [
      'participants.S02: found "S02", expected a site that takes part in domain CORP by a logon method',
      'site: found "S01 at build 1239", expected a site at SP1 or later: release sites do not honour Senior.lst (Q235726)',
    ],
  },
  {
    what: "a code in lower case",
    news: { ...INPUTS, site: "s00" },
    failures: ['site: found "s00", expected a code in upper case: Senior.lst takes no other (Q235726)'],
  },
])("check of $what", async ({ news, failures }) => {
  const checked = await it.check(it.of, {}, news);
  expect(checked.failures?.map(({ reason }) => reason)).toEqual(failures);
});

test("a second Senior Site of one domain in a run is refused", async () => {
  await it.check(it.of, {}, INPUTS);
  const { failures } = await it.check(urn("sms:index:SeniorSite", "other"), {}, { ...INPUTS, site: "S01" });
  expect(failures?.map(({ reason }) => reason.split(":")[0])).toContain("site");
  const second = await it.check(urn("sms:index:SeniorSite", "other"), {}, INPUTS);
  expect(second.failures).toEqual([
    { property: "", reason: `domain: found a second one of CORP/CORPPDC, expected only ${it.of}` },
  ]);
  const third = await it.check(urn("sms:index:SeniorSite", "third"), {}, { ...INPUTS, domain: "Corp", pdc: "corppdc" });
  expect(third.failures).toEqual([
    { property: "", reason: `domain: found a second one of Corp/corppdc, expected only ${it.of}` },
  ]);
});

test("what another resource of the run stands for is not taken back: the old one was renamed", async () => {
  it.remove("CORPPDC", LIST);
  const { id, outs } = await it.create(it.of, INPUTS);
  const renamed = urn("sms:index:SeniorSite", "renamed");
  const next = await onServers("SeniorSite");
  next.write("CORPPDC", LIST, "S00\r\n");
  await next.check(renamed, {}, INPUTS);
  await next.delete(id, it.of, outs);
  expect([next.read("CORPPDC", LIST), next.said]).toEqual([
    "S00\r\n",
    [`${it.of}: CORP/CORPPDC stays as it is: another resource of this program stands for it now.`],
  ]);
  next.stop();
});
