/** Something to say about a line of an inventory: `sites.csv:12`, `unknown type "Hub"`. */
export interface Remark {
  readonly place: string;
  readonly text: string;
}

/** What is wrong with an inventory, and what of it is of no use. */
export class Remarks {
  /** Keep a hierarchy file from being written. */
  readonly faults: Remark[] = [];
  /** Was left out. */
  readonly unused: Remark[] = [];

  fault(place: string, text: string): undefined {
    this.faults.push({ place, text });
  }

  leaveOut(place: string, text: string): undefined {
    this.unused.push({ place, text });
  }
}
