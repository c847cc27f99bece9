// Holds: which of the files behind the named paths are read.
// In: paths. Out: files, one at a time; notes on those that are left out rightly.
// Always: a file is read once; what CloudTrail delivers as digests is not read.

import { counted, ProblemLog, type SourceNote, type SourceProblem } from "./problem.ts";
import { type FoundFile, filesOf } from "./walk.ts";

export class Selection {
  readonly #paths: Iterable<string>;
  readonly #onProblem: (problem: SourceProblem) => void;
  /** The identities of the files. */
  readonly #seen: Set<string> = new Set();
  readonly #repeated: string[] = [];
  readonly #digests: string[] = [];

  constructor(paths: Iterable<string>, onProblem: (problem: SourceProblem) => void) {
    this.#paths = paths;
    this.#onProblem = onProblem;
  }

  /** The files to be read, those in folders of digests among them, which are not. What can't be read is told when the walk meets it. */
  *files(): Generator<FoundFile> {
    const unreadable = (path: string, reason: string): void =>
      new ProblemLog(path, { bytes: 0, events: 0 }, this.#onProblem).add("unreadable", reason);
    for (const file of filesOf(this.#paths, unreadable)) {
      if (this.#isRepeated(file)) this.#repeated.push(file.path);
      else yield file;
    }
  }

  /** A file that lies among digests, or turned out to be one when it was read. */
  addDigest(path: string): void {
    this.#digests.push(path);
  }

  /** What is to be told when all is read. */
  *notes(): Generator<SourceNote> {
    const [digest] = this.#digests;
    const [repeated] = this.#repeated;
    const told = "left out: they list deliveries and hold no events";
    if (digest !== undefined)
      yield { source: digest, message: `${counted(this.#digests.length, "CloudTrail digest file")} ${told}` };
    const ways = "named twice, inside a folder that is named too, or linked to";
    if (repeated !== undefined)
      yield {
        source: repeated,
        message: `${counted(this.#repeated.length, "file")} met again (${ways}): each is read once`,
      };
  }

  #isRepeated({ identity }: FoundFile): boolean {
    if (identity === undefined) return false;
    if (this.#seen.has(identity)) return true;
    this.#seen.add(identity);
    return false;
  }
}
