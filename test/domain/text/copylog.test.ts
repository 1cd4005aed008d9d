import fc from "fast-check";
import { parseCopylog, type CopylogSummary } from "../../../domain/text/copylog";
import { textOf } from "../../../domain/text/file-text";

const HEALTHY = [
  "[FILE SOURCE]",
  "x86.bin\\smsboot1.exe=CEN",
  "x86.bin\\clicore.exe=CEN",
  "alpha.bin\\clicore.exe=CEN",
  "i386\\ntlgdsca.exe=P01",
  "SITES\\CEN\\cli_inst.cfg=CEN",
  "SITES\\P01\\caplist.ini=P01",
];
const HEALTHY_SUMMARY = { corrupt: false, owners: ["CEN", "P01"], siteFolders: ["CEN", "P01"] };
const NOTHING = { corrupt: true, owners: [], siteFolders: [] };

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));

/** The summary without the owner of clicore.exe, which has tests of its own. Bytes are read as code page 1252. */
function summaryOf(content: string | Uint8Array): Omit<CopylogSummary, "clicore"> {
  const { clicore: _, ...summary } = parseCopylog(textOf(content));
  return summary;
}

describe("Copylog.tcf (Q249077, Q264976)", () => {
  test.each<[string, string | Uint8Array, Omit<CopylogSummary, "clicore">]>([
    ["with CRLF", HEALTHY.join("\r\n"), HEALTHY_SUMMARY],
    ["with LF", HEALTHY.join("\n"), HEALTHY_SUMMARY],
    ["with CR", HEALTHY.join("\r"), HEALTHY_SUMMARY],
    ["with a last line end", `${HEALTHY.join("\r\n")}\r\n`, HEALTHY_SUMMARY],
    ["with mixed line ends and blank lines", HEALTHY.join("\r\n\r\n\n\r"), HEALTHY_SUMMARY],
    [
      "with stray blanks and tabs",
      HEALTHY.map((line) => ` \t${line.replace("=", " =\t ")} \t`).join("\r\n"),
      HEALTHY_SUMMARY,
    ],
    ["with blanks in the section", HEALTHY.join("\r\n").replace("[FILE SOURCE]", "[ FILE SOURCE ]"), HEALTHY_SUMMARY],
    ["in lower case", HEALTHY.join("\r\n").toLowerCase(), HEALTHY_SUMMARY],
    ["in upper case", HEALTHY.join("\r\n").toUpperCase(), HEALTHY_SUMMARY],
    ["as bytes", bytes(HEALTHY.join("\r\n")), HEALTHY_SUMMARY],
    ["with comments", HEALTHY.join("\r\n;x86.bin\\clicore.exe=REM\r\n"), HEALTHY_SUMMARY],
    ["with lines without =", HEALTHY.join("\r\nx86.bin\\clicore.exe\r\n"), HEALTHY_SUMMARY],
    ["with another section behind", [...HEALTHY, "[OTHER]", "x86.bin\\bootdwn.exe=REM"].join("\r\n"), HEALTHY_SUMMARY],
    [
      "with another section in front",
      ["[OTHER]", "x86.bin\\bootdwn.exe=REM", ...HEALTHY].join("\r\n"),
      HEALTHY_SUMMARY,
    ],
    ["with its section twice", [...HEALTHY, "[OTHER]", "[file source]", "a=CEN"].join("\n"), NOTHING],
    ["with its section twice, the first one empty", ["[FILE SOURCE]", ...HEALTHY].join("\n"), NOTHING],
    ["with a NUL at its end", `${HEALTHY.join("\r\n")}\0`, NOTHING],
    ["with a NUL within a line", HEALTHY.join("\r\n").replace("smsboot1", "sms\0boot1"), NOTHING],
    ["empty", "", NOTHING],
    ["of no bytes", new Uint8Array(), NOTHING],
    ["of blanks and line ends", " \r\n\t\r\n", NOTHING],
    ["of its section alone", "[FILE SOURCE]\r\n", NOTHING],
    ["without its section", HEALTHY.slice(1).join("\r\n"), NOTHING],
    ["with a section of another name", HEALTHY.join("\r\n").replace("FILE SOURCE", "FILESOURCE"), NOTHING],
    ["with an unclosed section", HEALTHY.join("\r\n").replace("]", ""), NOTHING],
    [
      "of SITES lines only, the corrupt form (Q264976)",
      ["[FILE SOURCE]", ...HEALTHY.slice(5)].join("\r\n"),
      { corrupt: true, owners: [], siteFolders: ["CEN", "P01"] },
    ],
    [
      "of SITES lines without a file",
      "[FILE SOURCE]\r\nSITES\\REM=REM\r\nsites\\=X01",
      { corrupt: true, owners: [], siteFolders: ["REM"] },
    ],
    [
      "with any file name below SITES",
      "[FILE SOURCE]\na=CEN\nSites\\rem\\clicore.exe=REM",
      { corrupt: false, owners: ["CEN"], siteFolders: ["REM"] },
    ],
    ["cut off within a name", HEALTHY.join("\r\n").slice(0, -20), { ...HEALTHY_SUMMARY, siteFolders: ["CEN"] }],
    [
      "cut off within an owner",
      HEALTHY.slice(0, 4).join("\r\n").slice(0, -1),
      { corrupt: false, owners: ["CEN", "CE"], siteFolders: [] },
    ],
    [
      "cut off before an owner",
      "[FILE SOURCE]\r\nx86.bin\\clicore.exe=",
      { corrupt: false, owners: [""], siteFolders: [] },
    ],
    [
      "with the owner of clicore.exe first",
      "[FILE SOURCE]\na=AAA\nb=AAA\nX86.BIN\\CLICORE.EXE=ZZZ",
      { corrupt: false, owners: ["ZZZ", "AAA"], siteFolders: [] },
    ],
    [
      "without clicore.exe, the owner of most lines first",
      "[FILE SOURCE]\na=AAA\nb=ZZZ\nc=ZZZ\nd=MMM",
      { corrupt: false, owners: ["ZZZ", "AAA", "MMM"], siteFolders: [] },
    ],
    [
      "without clicore.exe and with a draw",
      "[FILE SOURCE]\nb=ZZZ\na=AAA",
      { corrupt: false, owners: ["AAA", "ZZZ"], siteFolders: [] },
    ],
    [
      "with a path that stands twice",
      "[FILE SOURCE]\nx86.bin\\clicore.exe=CEN\nX86.bin\\clicore.exe=REM",
      { corrupt: false, owners: ["CEN", "REM"], siteFolders: [] },
    ],
    ["with = in an owner", "[FILE SOURCE]\na=CEN=P01", { corrupt: false, owners: ["CEN=P01"], siteFolders: [] }],
    [
      "with an owner that is too long",
      `[FILE SOURCE]\na=${"x".repeat(100)}`,
      { corrupt: false, owners: ["X".repeat(16)], siteFolders: [] },
    ],
    [
      "with characters of code page 1252",
      bytes("[FILE SOURCE]\r\na=", [0x80, 0xe4, 0xf6]),
      { corrupt: false, owners: ["€äö"], siteFolders: [] },
    ],
    ["behind a byte order mark", `\uFEFF${HEALTHY.join("\r\n")}`, NOTHING],
    ["behind the bytes of a byte order mark", bytes([0xef, 0xbb, 0xbf], HEALTHY.join("\r\n")), NOTHING],
    ["in UTF-16", Buffer.from(HEALTHY.join("\r\n"), "utf16le"), NOTHING],
    ["of noise", bytes([0, 1, 2, 0xff, 0xfe, 0x1a]), NOTHING],
  ])("%s is summed up", (_, content, expected) => {
    expect(summaryOf(content)).toEqual(expected);
  });

  test.each<[string, string, string | null]>([
    ["the Intel line", "x86.bin\\clicore.exe=cen", "CEN"],
    ["the Alpha line alone", "alpha.bin\\clicore.exe=P01", "P01"],
    ["the first of both", "x86.bin\\clicore.exe=CEN\nalpha.bin\\clicore.exe=P01", "CEN"],
    ["no such line", "x86.bin\\smsboot1.exe=CEN", null],
    ["a line of a site only", "SITES\\CEN\\clicore.exe=CEN", null],
  ])("the owner of clicore.exe: %s (Q264976)", (_, lines, expected) => {
    expect(parseCopylog(`[FILE SOURCE]\n${lines}`).clicore).toBe(expected);
  });

  test("of half a megabyte is read in no time, whatever stands in it", () => {
    const size = 500_000;
    const lines = "x86.bin\\clicore.exe=CEN\r\n";
    const started = process.cpuUsage();
    expect(summaryOf(`[FILE SOURCE]\r\n${lines.repeat(size / lines.length)}`).owners).toEqual(["CEN"]);
    expect(summaryOf(`[FILE SOURCE]\r\na=${" ".repeat(size)}CEN`).owners).toEqual(["CEN"]);
    expect(summaryOf(`[FILE SOURCE]\r\n[${" ".repeat(size)}`)).toEqual(NOTHING);
    expect(summaryOf(`[FILE SOURCE]\r\na=CEN\r\n${"\\".repeat(size)}`).owners).toEqual(["CEN"]);
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(5_000);
  });

  test("means the same whatever the case, the line ends and the blanks", () => {
    const name = fc.constantFrom(
      "x86.bin\\clicore.exe",
      "x86.bin\\bootdwn.exe",
      "SITES\\CEN\\caplist.ini",
      "[OTHER]",
      ";c",
    );
    const line = fc.tuple(name, fc.constantFrom("CEN", "P01", "")).map((parts) => parts.join("="));
    const noise = fc.record({
      isUpper: fc.boolean(),
      end: fc.constantFrom("\n", "\r", "\r\n", "\r\n\r\n"),
      blank: fc.constantFrom("", " ", "\t "),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), noise, (lines, { isUpper, end, blank }) => {
        const text = ["[FILE SOURCE]", ...lines];
        const noisy = text.map((one) => `${blank}${isUpper ? one.toUpperCase() : one}${blank}${end}`).join("");
        expect(summaryOf(noisy)).toEqual(summaryOf(text.join("\r\n")));
      }),
    );
  });

  test("never throws and never names an owner without calling the file sound", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: "binary", maxLength: 300 })),
        (content) => {
          const { corrupt, owners } = summaryOf(content);
          expect(corrupt).toBe(owners.length === 0);
        },
      ),
    );
  });
});
