import { controllerEvidence, controllerWishes } from "../../evidence/controller";
import type { Answer } from "../../evidence/share";

const PDC = { server: "CORPPDC", isPdc: true };
const read = (content: string, modified = 0): Answer => ({ kind: "read", content, modified });
const MISSING: Answer = { kind: "missing", reason: "no such file" };

test("Senior.lst is read on the PDC only", () => {
  expect(controllerWishes(PDC).map(({ path }) => path)).toEqual(["Config\\Copylog.tcf", "Sitescfg\\Senior.lst"]);
  expect(controllerWishes({ ...PDC, isPdc: false })).toHaveLength(1);
});

test("texts as they stand, and the time of Copylog.tcf by the clock of the server", () => {
  const copylog = read("[FILE SOURCE]\r\n", Date.UTC(2000, 5, 24, 3, 14));
  expect(controllerEvidence(PDC, [copylog, read("CEN\r\n")], -60_000)).toEqual({
    server: "CORPPDC",
    offset: -60_000,
    facts: {
      logonPoint: { copylog: { text: "[FILE SOURCE]\r\n", modified: "2000-06-24T03:14:00Z" } },
      seniorList: "CEN\r\n",
    },
    notes: [],
  });
});

test.each<[string, Answer, Answer, object, string[]]>([
  ["no share", { kind: "no-share", reason: "no such share" }, MISSING, { logonPoint: { logonPoint: false } }, []],
  ["no Senior.lst", read(""), MISSING, { seniorList: null }, []],
  [
    "no Copylog.tcf",
    MISSING,
    MISSING,
    { seniorList: null },
    ["\\\\CORPPDC\\SMSLOGON\\Config\\Copylog.tcf: no such file"],
  ],
  [
    "a server that is down",
    { kind: "unreachable", reason: "connection refused" },
    { kind: "unreachable", reason: "connection refused" },
    {},
    [
      "\\\\CORPPDC\\SMSLOGON\\Config\\Copylog.tcf: connection refused",
      "\\\\CORPPDC\\SMSLOGON\\Sitescfg\\Senior.lst: connection refused",
    ],
  ],
])("%s", (_, copylog, senior, facts, notes) => {
  expect(controllerEvidence(PDC, [copylog, senior], undefined)).toMatchObject({ facts, notes });
});
