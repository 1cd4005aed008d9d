import { parse, type CsvError, type Options } from "csv-parse/sync";
import type { Remarks } from "./remarks";

/** The names by which a column of each field is known. */
export type Columns<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/** A row of a table: cells by field. */
export interface Row<Field extends string> {
  /** File and line. */
  readonly place: string;
  /** Undefined: the table has no such column; empty: the cell is. */
  readonly cells: Partial<Record<Field, string>>;
}

/** Columns that are named on the command line: field by the name of the column. */
export type ColumnMap = ReadonlyMap<string, string>;

/** The form in which two spellings of the name of a column are equal: `Site Code`, `site_code`. */
export function foldColumn(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Text as spreadsheets save it: UTF-8 or UTF-16 with a byte order mark, UTF-8, else code page 1252. */
export function textOfTable(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/**
 * Rows of a CSV file whose first line names the columns, in any order, with commas, semicolons or tabs.
 *
 * @param file what it is called.
 */
export function readTable<Field extends string>(
  file: string,
  bytes: Uint8Array,
  { columns, required, map }: { columns: Columns<Field>; required: readonly Field[]; map: ColumnMap },
  remarks: Remarks,
): Row<Field>[] {
  const records = recordsOf(file, textOfTable(bytes), remarks);
  const [head, ...rest] = records;
  if (head === undefined) return remarks.fault(file, "no line with the names of the columns") ?? [];
  const fields = head.cells.map((name) => fieldOf(name, columns, map));
  for (const [index, name] of head.cells.entries()) {
    if (fields[index] === undefined && name !== "") remarks.note(head.place, `column "${name}" is not used`);
  }
  for (const field of new Set(fields)) {
    const names = head.cells.filter((_, index) => fields[index] === field);
    if (field !== undefined && names.length > 1) {
      remarks.fault(
        head.place,
        `columns "${names.join('" and "')}" are both ${field}. Choose with --map COLUMN=${field}`,
      );
    }
  }
  const missing = required.filter((field) => !fields.includes(field));
  for (const field of missing) remarks.fault(head.place, `no column for ${field}. Name it with --map COLUMN=${field}`);
  if (missing.length > 0) return [];
  return rest.flatMap(({ place, cells }) => {
    if (cells.every((cell) => cell === "")) return [];
    if (cells.length < head.cells.length || cells.slice(head.cells.length).some((cell) => cell !== "")) {
      return remarks.fault(place, `${cells.length} cells, and the first line has ${head.cells.length}`) ?? [];
    }
    const known = fields.flatMap((field, index) => (field === undefined ? [] : [[field, cells[index] ?? ""] as const]));
    return [{ place, cells: Object.fromEntries(known) as Partial<Record<Field, string>> }];
  });
}

function fieldOf<Field extends string>(name: string, columns: Columns<Field>, map: ColumnMap): Field | undefined {
  const folded = foldColumn(name);
  const mapped = map.get(folded);
  const fields = Object.keys(columns) as Field[];
  if (mapped !== undefined) return fields.find((field) => field === mapped);
  // A field that --map gives to a column is no longer that of others.
  const taken = new Set(map.values());
  return fields.find((field) => !taken.has(field) && columns[field].some((known) => foldColumn(known) === folded));
}

function recordsOf(file: string, text: string, remarks: Remarks): { place: string; cells: string[] }[] {
  const [, separator, body = text] = /^\uFEFF?sep=(.)\r?\n([^]*)$/.exec(text) ?? [];
  const skipped = separator === undefined ? 0 : 1;
  const delimiter = separator ?? delimiterOf(body);
  const options: Options = { delimiter, bom: true, info: true, relax_column_count: true, trim: true };
  try {
    const records = parse(body, options) as unknown as { record: string[]; info: { lines: number } }[];
    return records
      .filter(({ record }) => record.some((cell) => cell !== ""))
      .map(({ record, info }) => ({ place: `${file}:${info.lines + skipped}`, cells: record }));
  } catch (error) {
    const { message } = error as CsvError;
    return remarks.fault(file, `not a CSV file: ${message}`) ?? [];
  }
}

/** The separator that the first line has most of, quoted names aside. */
function delimiterOf(text: string): string {
  const [line = ""] = text.replace(/"[^"]*"/g, "").split(/\r?\n/, 1);
  const count = (separator: string) => line.split(separator).length;
  return [",", ";", "\t"].reduce((most, separator) => (count(separator) > count(most) ? separator : most));
}
