// Holds: texts with `*` in values.
// In: the text of a pattern's value, the text of an event's value. Out: whether they match.
// Always: each piece between stars is taken at its first occurrence, and never given back.

export function matchesWildcard(wildcard: string, text: string): boolean {
  const [first, ...rest] = wildcard.split("*") as [string, ...string[]];
  if (rest.length === 0) return text === wildcard;
  if (!text.startsWith(first)) return false;
  let end = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, end);
    if (found === -1) return false;
    end = found + piece.length;
  }
  return wildcard.endsWith("*") || end === text.length;
}
