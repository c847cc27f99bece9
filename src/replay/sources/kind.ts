// Holds: what kind of content a source has.
// In: its first bytes. Out: the kind, or undefined when it takes more of them to tell.
// Always: told from the content, never from the name; what has a form of its own is known wherever the content is cut into chunks.

import { beginsRecords } from "./records.ts";

/** `records`: documents with a list of records. `digest`: a CloudTrail digest file. `pretty`: JSON objects over several lines.
 * `binary`: no text. `lines`: everything else. */
export type Kind = "records" | "digest" | "pretty" | "binary" | "lines";

/** How much of the content is looked at. */
const HEAD = 8192;

/** How a digest file begins, white space left out [D]. */
const DIGEST = '{"awsAccountId":';

/** @param head the content so far, without a byte-order mark.
 * @param over whether that is all of it. */
export function kindOf(head: Buffer, over: boolean): Kind | undefined {
  const whole = over || head.length >= HEAD;
  if (head.subarray(0, HEAD).includes(0)) return "binary";
  const records = beginsRecords(head, over);
  if (records === "yes") return "records";
  if (records === "unknown" && !whole) return undefined;
  const text = head.toString("latin1", 0, HEAD);
  if (!text.trimStart().startsWith("{")) return "lines";
  const compact = text.replace(/\s+/g, "");
  if (compact.startsWith(DIGEST)) {
    if (!whole) return undefined;
    if (/"(?:digestS3Bucket|logFiles)"/.test(text)) return "digest";
  } else if (!whole && DIGEST.startsWith(compact)) return undefined;
  return /^\s*\{[ \t\r]*\n\s*"/.test(text) ? "pretty" : "lines";
}

/** The bytes without a UTF-8 byte-order mark. */
export function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
