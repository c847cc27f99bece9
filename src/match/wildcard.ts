// Holds: the service's `*` in values.
// In: a text, the pieces between the stars. Out: whether it matches.
// Always: no backtracking, as observed: each piece is taken at its first occurrence, so `*111` does not match `111.111`.

/**
 * The piece before the first `*` begins the text, each later one is taken where it first occurs after the one before, and
 * the last, unless the pattern ends in `*`, must end there with the text [O: six data points; the algorithm is I].
 */
export function matchesWildcard(text: string, pieces: readonly string[]): boolean {
  const first = pieces[0]!;
  if (!text.startsWith(first)) return false;
  let end = first.length;
  for (let index = 1; index < pieces.length; index++) {
    const piece = pieces[index]!;
    const found = text.indexOf(piece, end);
    if (found === -1) return false;
    end = found + piece.length;
  }
  return pieces[pieces.length - 1] === "" || end === text.length;
}
