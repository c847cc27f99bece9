// Holds: columns of text.
// In: rows of cells, which columns are numbers. Out: lines, cells padded to their column's width.
// Always: nothing is cut; no blanks at line ends.

/** Lays out rows; the first row is the head. */
export function table(rows: readonly (readonly string[])[], numeric: readonly boolean[]): readonly string[] {
  const widths = numeric.map((_, column) =>
    rows.reduce((width, row) => Math.max(width, (row[column] ?? "").length), 0),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (numeric[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
}
