// Holds: columns of text.
// In: rows of cells, which columns are numbers, the width there is. Out: for each row its lines, cells padded to their column's width.
// Always: nothing is lost and no line is wider: where a row does not fit, its texts stand on lines of their own; no blanks at line ends.

type Row = readonly string[];

/** Lays out rows; the first row is the head. */
export function table(rows: readonly Row[], numeric: readonly boolean[], width: number): readonly Row[] {
  const widths = numeric.map((_, column) =>
    rows.reduce((widest, row) => Math.max(widest, (row[column] ?? "").length), 0),
  );
  const whole = widths.reduce((sum, one) => sum + one, 2 * (widths.length - 1));
  if (whole > width) return rows.map((row) => stacked(row, numeric, widths, width));
  return rows.map((row) => [
    row
      .map((cell, column) => padded(cell, widths[column]!, numeric[column]!))
      .join("  ")
      .trimEnd(),
  ]);
}

/** The first text beside the numbers, if it fits, the other texts below. */
function stacked(row: Row, numeric: readonly boolean[], widths: readonly number[], width: number): readonly string[] {
  const texts = row.filter((_, column) => !numeric[column]);
  const numbers = row
    .flatMap((cell, column) => (numeric[column] ? [padded(cell, widths[column]!, true)] : []))
    .join("  ");
  const room = Math.max(0, Math.min(widths[numeric.indexOf(false)] ?? 0, width - numbers.length - 2));
  const [first = "", ...others] = texts;
  const head =
    first.length <= room
      ? [`${first.padEnd(room)}  ${numbers}`]
      : [...chunks(first, width), `${" ".repeat(room)}  ${numbers}`];
  const below = others.flatMap((text) => chunks(text, width - 2).map((piece) => `  ${piece}`));
  return [...head.map((line) => line.trimEnd()), ...below];
}

function padded(cell: string, width: number, numeric: boolean): string {
  return numeric ? cell.padStart(width) : cell.padEnd(width);
}

function chunks(text: string, size: number): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
  return pieces;
}
