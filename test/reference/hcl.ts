// Holds: what Terraform's texts say, slowly: from the source between the quotes or marks to the value.
// In: source without interpolations. Out: the value.

/** A quoted string's inside. */
export function hclQuoted(inside: string): string {
  return inside.replaceAll(
    /\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\(.)|\$\$\{|%%\{/gs,
    (whole, four?: string, eight?: string, one?: string) => {
      const code = four ?? eight;
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
      if (one === undefined) return whole.slice(1);
      return { n: "\n", r: "\r", t: "\t" }[one] ?? one;
    },
  );
}

/** The lines of a heredoc, each with its line break. */
export function hclHeredoc(lines: readonly string[], flush: boolean): string {
  const told = lines.filter((line) => line.trim() !== "");
  const least = flush ? Math.min(...told.map((line) => line.search(/\S/))) : 0;
  const kept = lines.map((line) => (line.trim() === "" ? line : line.slice(least)));
  return kept.join("").replaceAll("$${", "${").replaceAll("%%{", "%{");
}
