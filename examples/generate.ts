// Holds: the maker of the example logs. `node examples/generate.ts <folder> [seed]`
// In: a folder, a seed. Out: files in the folder: CloudTrail deliveries, an application log, an authentication log.
// Always: the same seed gives the same files, byte by byte; files carry the time of their last event. Another seed wants another folder.

import { mkdir, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { BURST, cloudTrailDeliveries, FROM, TO } from "./cloudtrail.ts";
import { Random } from "./random.ts";
import { applicationLog, authenticationLog } from "./server-logs.ts";

const MIDDAY = (FROM + TO) / 2;

export interface GenerateSummary {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  /** CloudTrail records. */
  readonly records: number;
  /** Records of refused calls: AccessDenied or Client.UnauthorizedOperation. */
  readonly refused: number;
  /** The minute of the burst, in epoch milliseconds, and the calls refused in it. */
  readonly burst: { readonly minute: number; readonly refused: number };
}

interface ExampleFile {
  readonly path: string;
  readonly content: string;
  readonly modified: number;
}

/** Writes the example logs into a folder, which is made when it is not there. */
export async function generate(
  folder: string,
  options: { readonly seed?: number | undefined } = {},
): Promise<GenerateSummary> {
  const random = new Random(options.seed ?? 20141105);
  const deliveries = cloudTrailDeliveries(random);
  const files: ExampleFile[] = deliveries.map(({ path, records, at }) => ({
    path,
    content: JSON.stringify({ Records: records }),
    modified: at,
  }));
  files.push(
    { path: "app/shop-2014-11-04.log.gz", content: applicationLog(random, FROM, MIDDAY), modified: MIDDAY },
    { path: "app/shop.log", content: applicationLog(random, MIDDAY, TO), modified: TO },
    { path: "auth/bastion.log", content: authenticationLog(random, FROM, TO), modified: TO },
  );
  let bytes = 0;
  for (const file of files) bytes += await write(folder, file);

  const refused = deliveries
    .flatMap((delivery) => delivery.records)
    .filter((record) => /AccessDenied|UnauthorizedOperation/.test(String(record.errorCode)));
  const inBurst = refused.filter(
    (record) => Math.floor(Date.parse(String(record.eventTime)) / 60_000) * 60_000 === BURST,
  );
  const records = deliveries.reduce((sum, delivery) => sum + delivery.records.length, 0);
  const burst = { minute: BURST, refused: inBurst.length };
  return { folder, files: files.length, bytes, records, refused: refused.length, burst };
}

async function write(folder: string, file: ExampleFile): Promise<number> {
  const path = join(folder, file.path);
  const content = path.endsWith(".gz") ? gzipSync(file.content) : Buffer.from(file.content);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  // A syslog time has no year; readers take it from the file's own time.
  await utimes(path, file.modified / 1000, file.modified / 1000);
  return content.length;
}

async function main(args: readonly string[]): Promise<number> {
  const [folder, seed] = args;
  if (folder === undefined || args.length > 2 || (seed !== undefined && !/^\d{1,9}$/.test(seed))) {
    process.stderr.write(
      "usage: node examples/generate.ts <folder> [seed]\n  the seed is a number of up to nine digits\n",
    );
    return 2;
  }
  const made = await generate(folder, { seed: seed === undefined ? undefined : Number(seed) });
  process.stdout.write(
    `${made.folder}: ${made.files} files, ${made.bytes} bytes, ${made.records} CloudTrail records of which ${made.refused} ` +
      `were refused, ${made.burst.refused} of them in the minute ${new Date(made.burst.minute).toISOString()}\n`,
  );
  return 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(process.argv.slice(2));
}
