// Holds: the documents that are open in an editor, and when they are read.
// In: texts and changes. Out: for each document what is read in its latest text.
// Always: a text is read once; one that takes long to read is not read while it is being typed in.

import { isTerraform } from "../template/document.ts";
import type { HclParser } from "../template/hcl-parser.ts";
import { OpenText } from "./open-text.ts";
import { nameOf, type Reading, read } from "./reading.ts";

declare function setTimeout(run: () => void, milliseconds: number): unknown;

/** How long typing rests before findings are told; a reading that takes longer than `QUICK` waits as long as the last one took. */
const REST = 200;
const QUICK = 100;
const LONGEST_REST = 20_000;

/** Loads the parser of Terraform files, the first time at least. */
export type HclLoader = () => Promise<HclParser | undefined>;

export class OpenDocument {
  readonly uri: string;
  readonly name: string | undefined;
  text: OpenText;
  version: number;
  readonly #hcl: HclLoader;
  #reading: Reading | undefined;
  /** How long the last reading took, in milliseconds. */
  #cost = 0;
  #changedAt = 0;

  constructor(
    { uri, languageId, version, text }: { uri: string; languageId: string; version: number; text: string },
    hcl: HclLoader,
  ) {
    this.uri = uri;
    this.name = nameOf(uri, languageId);
    this.text = new OpenText(text);
    this.version = version;
    this.#hcl = hcl;
  }

  change(text: OpenText, version: number): void {
    this.text = text;
    this.version = version;
    this.#changedAt = Date.now();
  }

  /** What the latest text holds; where reading takes long, when typing has come to rest. */
  async reading(): Promise<Reading> {
    if (this.#reading?.text === this.text) return this.#reading;
    if (this.#cost > QUICK) await this.rest();
    return this.#read();
  }

  /** Ends when nothing has changed for a while. */
  async rest(): Promise<void> {
    const pause = Math.min(Math.max(REST, this.#cost), LONGEST_REST);
    for (let left = pause; left > 0; left = this.#changedAt + pause - Date.now())
      await new Promise<void>((resolve) => setTimeout(resolve, left));
  }

  async #read(): Promise<Reading> {
    const hcl = this.name !== undefined && isTerraform(this.name) ? await this.#hcl() : undefined;
    if (this.#reading?.text === this.text) return this.#reading;
    const started = Date.now();
    const reading = read(this.name, this.text, hcl);
    void reading.findings;
    this.#cost = Date.now() - started;
    this.#reading = reading;
    return reading;
  }
}
