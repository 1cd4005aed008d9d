/** A file of known size that is read piece by piece. */
export interface Bytes {
  readonly size: number;
  /** Exactly these bytes; fewer only if the file is shorter than it was. */
  read(offset: number, length: number): Uint8Array;
}

/** The file version of a 32-bit program, or why it has none that can be read. */
export type ProgramVersion =
  { readonly version: string; readonly machine: "i386" | "alpha" | "other" } | { readonly unreadable: string };

/** Bytes that are read of one file at most, whatever is in it. */
export const MOST_BYTES = 100_000;

const MOST_SECTIONS = 96;
const MOST_ENTRIES = 1024;
const MOST_LANGUAGES = 8;
const VERSION_TYPE = 16;
const FIXED_INFO_SIGNATURE = 0xfeef04bd;

/**
 * The file version in the version resource of a program (PE, as Windows NT has it on Intel and Alpha). Reads headers and the
 * one resource, never the whole file, and always ends: every offset is checked against the size of the file.
 */
export function programVersion(file: Bytes): ProgramVersion {
  try {
    return new Program(file).version();
  } catch (error) {
    if (error instanceof Damaged) return { unreadable: error.message };
    throw error;
  }
}

class Damaged extends Error {}

interface Section {
  readonly address: number;
  readonly size: number;
  readonly offset: number;
}

class Program {
  private bytesLeft = MOST_BYTES;

  constructor(private readonly file: Bytes) {}

  version(): ProgramVersion {
    if (this.file.size < 64) throw new Damaged("not a program");
    const dos = this.view(0, 64);
    if (dos.getUint16(0, true) !== 0x5a4d) throw new Damaged("not a program");
    const header = dos.getUint32(60, true);
    if (header + 24 > this.file.size) throw new Damaged("a DOS program");
    const coff = this.view(header, 24);
    const signature = coff.getUint32(0, true);
    if ((signature & 0xffff) === 0x454e) throw new Damaged("a 16-bit program");
    if ((signature & 0xffff) === 0x454c) throw new Damaged("a virtual device driver");
    if (signature !== 0x4550) throw new Damaged("a DOS program");
    const machine = coff.getUint16(4, true);
    const sections = coff.getUint16(6, true);
    const optionalSize = coff.getUint16(20, true);
    const address = this.resourceAddress(header + 24, optionalSize);
    if (address === 0) throw new Damaged("a program without a version");
    const table = this.sections(header + 24 + optionalSize, sections);
    const versions = [...new Set(this.versionsAt(address, table))];
    const [version] = versions;
    if (version === undefined) throw new Damaged("a program without a version");
    if (versions.length > 1) throw new Damaged(`a program with several versions: ${versions.join(", ")}`);
    return { version, machine: machine === 0x14c ? "i386" : machine === 0x184 ? "alpha" : "other" };
  }

  /** Where the resources are in memory; 0 if there are none. */
  private resourceAddress(offset: number, size: number): number {
    if (size < 2) return 0;
    const optional = this.view(offset, Math.min(size, 240));
    const is64 = optional.getUint16(0, true) === 0x20b;
    const directories = is64 ? 108 : 92;
    const resource = directories + 4 + 2 * 8;
    if (optional.byteLength < resource + 8 || optional.getUint32(directories, true) < 3) return 0;
    return optional.getUint32(resource, true);
  }

  private sections(offset: number, count: number): Section[] {
    if (count > MOST_SECTIONS) throw new Damaged("a damaged program: too many sections");
    const table = this.view(offset, count * 40);
    return Array.from({ length: count }, (_, index) => ({
      size: Math.max(table.getUint32(index * 40 + 8, true), table.getUint32(index * 40 + 16, true)),
      address: table.getUint32(index * 40 + 12, true),
      offset: table.getUint32(index * 40 + 20, true),
    }));
  }

  private versionsAt(address: number, sections: readonly Section[]): string[] {
    const root = fileOffset(address, sections);
    const [names] = this.entries(root).filter(({ id, isFolder }) => id === VERSION_TYPE && isFolder);
    if (names === undefined) return [];
    const [languages] = this.entries(root + names.offset).filter(({ isFolder }) => isFolder);
    if (languages === undefined) return [];
    const found = this.entries(root + languages.offset).filter(({ isFolder }) => !isFolder);
    return found.slice(0, MOST_LANGUAGES).map(({ offset }) => {
      const data = this.view(root + offset, 8);
      return this.versionIn(fileOffset(data.getUint32(0, true), sections), data.getUint32(4, true));
    });
  }

  private entries(offset: number): { id: number; isFolder: boolean; offset: number }[] {
    const head = this.view(offset, 16);
    const count = head.getUint16(12, true) + head.getUint16(14, true);
    if (count > MOST_ENTRIES) throw new Damaged("a damaged program: too many resources");
    const list = this.view(offset + 16, count * 8);
    return Array.from({ length: count }, (_, index) => {
      const target = list.getUint32(index * 8 + 4, true);
      return {
        id: list.getUint32(index * 8, true),
        isFolder: target >= 0x80000000,
        offset: target & 0x7fffffff,
      };
    });
  }

  /** VS_VERSIONINFO: a head, the key `VS_VERSION_INFO`, and after that the numbers. */
  private versionIn(offset: number, size: number): string {
    if (size < 92) throw new Damaged("a damaged program: its version is cut off");
    const info = this.view(offset, 92);
    if (info.getUint32(40, true) !== FIXED_INFO_SIGNATURE) throw new Damaged("a damaged program: no version signature");
    return [50, 48, 54, 52].map((at) => info.getUint16(at, true)).join(".");
  }

  private view(offset: number, length: number): DataView {
    if (offset + length > this.file.size) throw new Damaged("a program that is cut off");
    this.bytesLeft -= length;
    if (this.bytesLeft < 0) throw new Damaged("a damaged program");
    const bytes = this.file.read(offset, length);
    if (bytes.length < length) throw new Damaged("a file that changes while it is read");
    return new DataView(bytes.buffer, bytes.byteOffset, length);
  }
}

function fileOffset(address: number, sections: readonly Section[]): number {
  const section = sections.find((one) => address >= one.address && address < one.address + one.size);
  if (section === undefined) throw new Damaged("a damaged program: its version is in no section");
  return address - section.address + section.offset;
}
