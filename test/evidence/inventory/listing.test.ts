import { readListing } from "../../../evidence/inventory/listing";

const listing = (...lines: string[]) =>
  readListing("x", Buffer.from(lines.join("\r\n"), "latin1")).map(({ server, folder, name, version, modified }) =>
    [server ?? "-", folder, name, version ?? modified].join(" | "),
  );

const CCM = "--a-- W32i   DLL ENU   2.0.1380.1125 shp    123,904 06-20-2000 ccm.dll";

test.each([
  ["a wildcard", "C:\\> filever \\\\SMSP01\\SMS_P01\\bin\\i386\\*.*", "SMSP01 | SMS_P01\\bin\\i386"],
  ["a file", "C:\\>filever \\\\SMSP01\\SMS_P01\\bin\\i386\\ccm.dll", "SMSP01 | SMS_P01\\bin\\i386"],
  ["a folder", "C:\\WINNT>filever \\\\SMSP01\\SMS_P01\\bin\\i386", "SMSP01 | SMS_P01\\bin\\i386"],
  ["an administrative share", "filever \\\\SMSP01\\D$\\SMS\\bin\\i386\\*.dll", "SMSP01 | D$\\SMS\\bin\\i386"],
  ["a heading", "\\\\SMSP01\\SMS_P01\\bin\\i386", "SMSP01 | SMS_P01\\bin\\i386"],
  ["a path from the prompt", "D:\\SMS>filever bin\\i386\\*.dll", "- | SMS\\bin\\i386"],
])("files belong to %s above them", (_, heading, place) => {
  expect(listing(heading, CCM)).toEqual([`${place} | ccm.dll | 2.0.1380.1125`]);
});

test("after a heading that says nothing, files are of nobody, not of the server before", () => {
  const known = "C:\\>filever \\\\SMSP01\\SMS_P01\\bin\\i386\\*.*";
  for (const heading of ["SMSP02:", "=== P02 ===", "C:\\>filever ccm.dll", "The network path was not found."]) {
    expect(listing(known, CCM, heading, CCM)[1]).toBe("- |  | ccm.dll | 2.0.1380.1125");
  }
});

test("lines without a version, blank lines and totals change nothing", () => {
  const known = "C:\\>filever \\\\SMSP01\\SMS_P01\\bin\\i386\\*.*";
  const others = [
    "",
    "--a-- -      -   -     -    -     1,024 06-20-2000 readme.txt",
    "       1 File(s)      1,024 bytes",
  ];
  expect(listing(known, ...others, CCM)).toEqual(["SMSP01 | SMS_P01\\bin\\i386 | ccm.dll | 2.0.1380.1125"]);
});

test("a path with its version in one line", () => {
  expect(listing("\\\\SMSP01\\SMS_P01\\bin\\i386\\ccm.dll  2.0.1380.1125")).toEqual([
    "SMSP01 | SMS_P01\\bin\\i386 | ccm.dll | 2.0.1380.1125",
  ]);
});

test("dir of Windows NT, in English and German", () => {
  const english = [
    " Volume in drive \\\\CORPPDC\\SMSLOGON is SYSTEM",
    " Volume Serial Number is 1234-ABCD",
    "",
    " Directory of \\\\CORPPDC\\SMSLOGON\\Config",
    "",
    "06/24/00  03:14a        <DIR>          .",
    "06/24/00  03:14a                 1,234 Copylog.tcf",
    "               2 File(s)          1,234 bytes",
    "                          123,456,789 bytes free",
  ];
  expect(listing(...english)).toEqual(["CORPPDC | SMSLOGON\\Config | Copylog.tcf | 06/24/00  03:14a"]);
  expect(
    listing(" Verzeichnis von \\\\CORPPDC\\SMSLOGON\\Config", "24.06.00  15:14             1.234 Copylog.tcf"),
  ).toEqual(["CORPPDC | SMSLOGON\\Config | Copylog.tcf | 24.06.00  15:14"]);
});
