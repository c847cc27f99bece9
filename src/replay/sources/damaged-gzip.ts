// Holds: the error of a gzip stream that can't be read to its end.

/** The compressed data breaks off or is corrupt. */
export class DamagedGzip extends Error {
  override readonly name = "DamagedGzip";
  /** Whether the data was given to its end all the same. */
  readonly ended: boolean;

  constructor(message: string, ended = false) {
    super(message);
    this.ended = ended;
  }
}
