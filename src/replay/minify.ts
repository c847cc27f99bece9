// Holds: JSON text without the white space between its tokens.
// In: the text of a valid JSON value. Out: the same text, white space outside strings gone.
// Always: numbers, escapes and the order of members stay as they were written; linear.

/** Takes the white space between tokens away and touches nothing else. */
export function minifyJson(text: string): string {
  let out = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = stringEnd(text, at);
    } else if (code <= 0x20) {
      out += text.slice(from, at);
      from = at + 1;
    }
  }
  return out + text.slice(from);
}

/** The offset of the quote that closes the string opened at `open`. */
function stringEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x22) return at;
  }
  return text.length;
}
