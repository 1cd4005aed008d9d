/** Something to say about a line of an inventory: `sites.csv:12`, `unknown type "Hub"`. */
export interface Remark {
  readonly place: string;
  readonly text: string;
}

/** What is wrong with an inventory, and what else of it is to be looked at. */
export class Remarks {
  /** Keep a hierarchy file from being written. */
  readonly faults: Remark[] = [];
  /** What was left out, and differences. */
  readonly notes: Remark[] = [];

  fault(place: string, text: string): undefined {
    this.faults.push({ place, text });
  }

  note(place: string, text: string): undefined {
    this.notes.push({ place, text });
  }
}
