import * as fc from "fast-check";
import { MOST_BYTES, programVersion, type Bytes } from "../../evidence/pe-version";
import { ALPHA, program } from "../kit/evidence/programs";

/** Bytes that count how much of them is read, and how often. */
function counted(content: Uint8Array, size = content.length): Bytes & { bytes: number; reads: number } {
  const file = {
    size,
    bytes: 0,
    reads: 0,
    read: (offset: number, length: number) => {
      file.bytes += length;
      file.reads++;
      return content.subarray(offset, offset + length);
    },
  };
  return file;
}

test.each([
  ["an Intel program", program("2.0.1380.1105"), { version: "2.0.1380.1105", machine: "i386" }],
  ["an Alpha program", program("2.0.1239.62", { machine: ALPHA }), { version: "2.0.1239.62", machine: "alpha" }],
  ["a 64-bit program", program("2.0.1493.2005", { is64: true }), { version: "2.0.1493.2005", machine: "other" }],
  ["a program without a version", program("", { isBare: true }), { unreadable: "a program without a version" }],
  ["an empty file", Buffer.alloc(0), { unreadable: "not a program" }],
  ["a text", Buffer.from("[FILE SOURCE]\r\n".repeat(20)), { unreadable: "not a program" }],
])("%s is read", async (_, content, expected) => {
  expect(programVersion(counted(await content))).toEqual(expected);
});

/** A program whose new header begins with two other letters. */
async function withSignature(letters: string): Promise<Buffer> {
  const content = await program("2.0.1380.1105");
  content.write(letters + "\0\0", content.readUInt32LE(60), "latin1");
  return content;
}

test.each([
  ["NE", "a 16-bit program"],
  ["LE", "a virtual device driver"],
  ["XX", "a DOS program"],
])("a header %s is %s", async (letters, unreadable) => {
  expect(programVersion(counted(await withSignature(letters)))).toEqual({ unreadable });
});

test("a version with another signature is damaged, not 0.0.0.0", async () => {
  const content = await program("2.0.1380.1105");
  content.writeUInt32LE(0xfeef04be, content.indexOf(Buffer.from([0xbd, 0x04, 0xef, 0xfe])));
  expect(programVersion(counted(content))).toEqual({ unreadable: "a damaged program: no version signature" });
});

test("a program that is cut off anywhere has its version or is said to be unreadable", async () => {
  const content = await program("2.0.1380.1105");
  const results = Array.from({ length: content.length }, (_, length) =>
    programVersion(counted(content.subarray(0, length))),
  );
  expect(results.filter((result) => "version" in result && result.version !== "2.0.1380.1105")).toEqual([]);
  expect(results.slice(0, 300).every((result) => "unreadable" in result)).toBe(true);
});

test("a size of three gigabytes costs nothing", async () => {
  const file = counted(await program("2.0.1380.1105"), 3_000_000_000);
  expect(programVersion(file)).toEqual({ version: "2.0.1380.1105", machine: "i386" });
  expect(file.bytes).toBeLessThan(10_000);
});

test("whatever bytes a file has, there is an answer after a bounded number of reads", async () => {
  const whole = await program("2.0.1380.1105");
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(damage, (changes) => {
      const content = Buffer.from(whole);
      for (const [at, value] of changes) content[at] = value;
      const file = counted(content);
      const result = programVersion(file);
      expect("version" in result || "unreadable" in result).toBe(true);
      expect(file.bytes).toBeLessThanOrEqual(MOST_BYTES);
      expect(file.reads).toBeLessThan(50);
    }),
    { numRuns: 5000 },
  );
});
