// Holds: why something could not be done, in a line.
// In: what was thrown. Out: a text.
// Always: some libraries throw objects that are no errors, but have a message.

export function reasonOf(thrown: unknown): string {
  const message = (thrown as { readonly message?: unknown } | null | undefined)?.message;
  return String(message ?? thrown).split("\n")[0]!;
}
