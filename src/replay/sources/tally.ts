// Holds: how often something was met, and where first.
// In: the lines or records where it was. Out: their count, and the first of them.

export class Tally {
  count = 0;
  first = 0;

  add(line: number): void {
    if (this.count++ === 0) this.first = line;
  }
}
