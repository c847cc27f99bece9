// Holds: ids in the form of a UUID for what the service gives a random one.
// In: texts that tell what it is the id of. Out: the same id for the same texts.
// Always: no randomness: the same run gives the same events. Not for secrets.

/** `1b82f0f6-8b4a-b8fb-b2c1-f1fed8d8a516`. */
export function uuidOf(...texts: readonly string[]): string {
  const text = texts.map((part) => `${part.length}:${part}`).join("");
  const hex = [0, 1, 2, 3].map((seed) => hash(text, seed).toString(16).padStart(8, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** FNV-1a over UTF-16 units, started anew for each seed, its bits spread at the end. */
function hash(text: string, seed: number): number {
  let bits = (0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
  for (let i = 0; i < text.length; i++) bits = Math.imul(bits ^ text.charCodeAt(i), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
