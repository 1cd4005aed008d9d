import { BadInputError } from "../../../domain/model/bad-input";
import { TYPES } from "../../../domain/carried/gate";
import { readPreview } from "../../../review/preview/read-preview";
import {
  analyzed,
  AT,
  failure,
  GATE,
  logOf,
  outputOf,
  outputsOf,
  reported,
  stepOf,
  urnOf,
  type PreviewParts,
} from "../../kit/review/preview-files";

const previewOf = (parts: PreviewParts) => readPreview(outputOf(parts), logOf(parts));

test("a preview is read whole", () => {
  const preview = previewOf({
    steps: [stepOf("pulumi:pulumi:Stack", "infra-dev"), stepOf(TYPES.gate, "contoso", { hierarchy: "contoso" }, 3)],
    events: [
      outputsOf(TYPES.gate, "contoso", { clearance: "x" }),
      analyzed(GATE, ["advice"]),
      reported(GATE, "upgrade-gate", "contoso is blocked"),
      {
        policyAnalyzeStackSummaryEvent: {
          policyPackName: "sms",
          passed: ["declared-facts"],
          failed: ["complete-hierarchy"],
        },
      },
    ],
  });
  const frames = (line: number) => [
    "project:///node_modules/pulumi-sms/dist/components/site.js#1,2",
    `project:///index.ts#${line},7`,
  ];
  expect(preview).toEqual({
    project: "infra",
    stack: "dev",
    day: "2000-07-01",
    resources: [
      {
        urn: urnOf("pulumi:pulumi:Stack", "infra-dev"),
        name: "infra-dev",
        type: "pulumi:pulumi:Stack",
        parent: "",
        isRead: false,
        ignoreChanges: [],
        clearanceFrom: [],
        properties: {},
        frames: frames(1),
      },
      {
        urn: GATE,
        name: "contoso",
        type: TYPES.gate,
        provider: "pulumi:providers:sms",
        parent: urnOf(TYPES.hierarchy, "contoso"),
        isRead: false,
        ignoreChanges: [],
        clearanceFrom: [],
        properties: { hierarchy: "contoso" },
        frames: frames(3),
      },
    ],
    reports: [
      {
        urn: GATE,
        policy: "upgrade-gate",
        pack: "sms",
        level: "mandatory",
        message: "What the policy is about.\ncontoso is blocked\n",
      },
    ],
    packs: [
      {
        pack: "sms",
        version: "0.1.0",
        policiesAt: new Map([
          [GATE, new Set(["advice", "upgrade-gate"])],
          ["", new Set(["declared-facts", "complete-hierarchy"])],
        ]),
      },
    ],
    errors: [],
    result: "succeeded",
  });
});

test.each([
  ["create", true],
  ["same", true],
  ["update", true],
  ["create-replacement", true],
  ["replace", true],
  ["import", true],
  ["delete", false],
  ["delete-replaced", false],
  ["discard-replaced", false],
  ["remove-pending-replace", false],
  ["refresh", false],
])("a step %s shows a declared resource: %s", (op, isDeclared) => {
  const { resources } = previewOf({ steps: [stepOf(TYPES.gate, "contoso", undefined, 1, op)] });
  expect(resources.length > 0).toBe(isDeclared);
});

test("a resource that is replaced is declared once, with its new inputs", () => {
  const step = (build: number, op: string) => stepOf(TYPES.gate, "contoso", { build }, 1, op);
  const { resources } = previewOf({
    steps: [step(1, "refresh"), step(2, "create-replacement"), step(2, "replace"), step(1, "delete-replaced")],
  });
  expect(resources.map(({ properties }) => properties)).toEqual([{ build: 2 }]);
});

const UNTRUSTED = "The engine writes no such file: run the preview again";
const GATE_STEP = stepOf(TYPES.gate, "contoso", { hierarchy: "contoso" });

test.each<[string, string, string, string]>([
  [
    "a resource that stands twice with other inputs",
    outputOf({ steps: [GATE_STEP, stepOf(TYPES.gate, "contoso", { hierarchy: "fabrikam" })] }),
    logOf({}),
    `the output of the preview: ${GATE} stands there twice, with other inputs. ${UNTRUSTED}`,
  ],
  [
    "a gate without inputs",
    outputOf({ steps: [stepOf(TYPES.gate, "contoso", {})] }),
    logOf({}),
    `the output of the preview: ${GATE} has no inputs. ${UNTRUSTED}`,
  ],
  [
    "an upgrade without inputs",
    outputOf({ steps: [GATE_STEP, stepOf(TYPES.upgrade, "CEN", {})] }),
    logOf({}),
    `the output of the preview: ${urnOf(TYPES.upgrade, "CEN")} has no inputs. ${UNTRUSTED}`,
  ],
  [
    "a key that stands twice in the output",
    outputOf({ steps: [GATE_STEP] }).replace('"op": "create"', '"op": "delete", "op": "create"'),
    logOf({}),
    'the output of the preview: steps[0].op: Duplicate key "op"; the first is on line 4',
  ],
  [
    "a key that stands twice in the log",
    outputOf({ steps: [GATE_STEP] }),
    logOf({}).replace('"result":', '"result":"failed","result":'),
    'line 2 of the event log: summaryEvent.result: Duplicate key "result"; the first is on line 1',
  ],
])("%s is not to be trusted", (_, output, log, message) => {
  const read = () => readPreview(output, log);
  expect(read).toThrow(BadInputError);
  expect(read).toThrow(message);
  expect(read).not.toThrow(/hunter2|Previewing/);
});

test("a gate that is read from elsewhere may have no inputs, and the same resource may be printed twice", () => {
  const read = stepOf(TYPES.gate, "contoso", {}, 1, "read");
  expect(previewOf({ steps: [read] }).resources).toHaveLength(1);
  expect(previewOf({ steps: [GATE_STEP, { ...GATE_STEP, op: "same" }] }).resources).toHaveLength(1);
});

test("the day is that of the policies, not of the start", () => {
  const night = Date.UTC(2000, 6, 2, 0, 0, 1) / 1000;
  const { day } = previewOf({ events: [{ ...analyzed(GATE), timestamp: night }] });
  expect([day, previewOf({}).day]).toEqual(["2000-07-02", "2000-07-01"]);
});

describe("errors", () => {
  test.each<[string, PreviewParts, string[]]>([
    ["none", {}, []],
    [
      "what both files tell, once",
      { events: [failure("boom\n")], diagnostics: [{ message: "error: boom", severity: "error" }] },
      ["boom"],
    ],
    ["not that the preview failed", { events: [failure("boom"), failure("preview failed")] }, ["boom"]],
    ["no warnings", { diagnostics: [{ message: "warning: hm", severity: "warning" }] }, []],
    ["no colours", { events: [failure("\u001B[38;5;1merror: \u001B[0mboom\u001B[0m")] }, ["boom"]],
    [
      "no frames of others",
      {
        events: [
          failure(
            "Error: boom\r\n    at f (/srv/infra/index.ts:3:7)\r\n    at g (/srv/node_modules/x/y.js:1:1)\r\n    at node:internal/main:1:1",
          ),
        ],
      },
      ["Error: boom\n    at f (/srv/infra/index.ts:3:7)"],
    ],
    [
      "a whole file in an error, cut",
      { events: [failure("x".repeat(5000))] },
      [`${"x".repeat(4000)}…\n(1000 more characters)`],
    ],
  ])("%s", (_, parts, expected) => {
    expect(previewOf(parts).errors.map(({ message }) => message)).toEqual(expected);
  });

  test("an error knows its resource", () => {
    expect(previewOf({ events: [failure("boom", GATE)] }).errors).toEqual([{ message: "boom", urn: GATE }]);
  });
});

describe("the end", () => {
  test.each([
    ["succeeded", "succeeded"],
    ["failed", "failed"],
    ["", undefined],
    ["in-progress", undefined],
  ])("%j is %s", (result, expected) => {
    expect(previewOf({ result }).result).toBe(expected);
  });

  test("a log that breaks off in a line has no end, and what comes before is read", () => {
    const log = logOf({ events: [analyzed(GATE)], result: "" }) + '{"sequence":9,"times';
    const preview = readPreview(outputOf({}), log);
    expect([preview.result, preview.packs[0]?.policiesAt.has(GATE)]).toEqual([undefined, true]);
  });
});

test("byte order marks and carriage returns change nothing", () => {
  const parts = { steps: [stepOf(TYPES.gate, "contoso")], events: [analyzed(GATE)] };
  const mark = (text: string) => `\uFEFF${text.replaceAll("\n", "\r\n")}`;
  expect(readPreview(mark(outputOf(parts)), mark(logOf(parts)))).toEqual(previewOf(parts));
});

test.each<[string, string, string, string]>([
  ["an empty output", "", logOf({}), "found nothing as the output of the preview, expected what pulumi preview --json"],
  [
    "text as output",
    "Previewing update (dev)",
    logOf({}),
    "found text that is not valid JSON (invalid symbol at column 1) as the output of the preview",
  ],
  ["null as output", "null", logOf({}), "found other JSON as the output"],
  [
    "an output cut short",
    '{\n"password": "hunter2"',
    logOf({}),
    "not valid JSON (close brace expected at line 2, column",
  ],
  ["steps that are none", '{"steps":[1]}', logOf({}), "as the output of the preview"],
  [
    "an empty log",
    outputOf({}),
    " \n",
    "found nothing as the event log, expected events as pulumi preview --event-log",
  ],
  ["text as log", outputOf({}), "a\nb\n", "not valid JSON (invalid symbol at column 1) as line 1 of the event log"],
  ["a hole in the log", outputOf({}), `${logOf({})}{"half\n${logOf({})}`, "as line 4 of the event log"],
  ["a time that is none", outputOf({}), `{"timestamp":-1e14}\n${logOf({})}`, "as line 1 of the event log"],
  ["the files the wrong way round", logOf({}), outputOf({}), "as the output of the preview"],
])("%s is bad input", (_, output, log, message) => {
  const read = () => readPreview(output, log);
  expect(read).toThrow(BadInputError);
  expect(read).toThrow(message);
  expect(read).not.toThrow(/hunter2|Previewing/);
});

test("a preview without resources and events has no names and no policies", () => {
  const { project, stack, packs } = readPreview("{}", `{"timestamp":${AT}}`);
  expect([project, stack, packs]).toEqual(["", "", []]);
});
