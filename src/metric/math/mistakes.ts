// Holds: what is said about wrong tokens, and about right ones in wrong places.
// In: tokens, what the grammar stumbled over, calls. Out: findings with spans and, where it is clear, a fix.
// Always: one finding a place.

import { EOF, type IRecognitionException, type IToken } from "chevrotain";
import { type Diagnostic, diagnostic, type Fix } from "../../text/diagnostic.ts";
import { replacement } from "../../text/fix.ts";
import { nearest } from "../../text/nearest.ts";
import { type Span, span } from "../../text/span.ts";
import { mathFunctions, REFUSED_FUNCTIONS } from "./functions.ts";
import { functionNotFound } from "./service.ts";
import type { MathTokens } from "./tokens.ts";
import type { CallNode } from "./tree.ts";

/** Where a token stands. */
export function placeOf(token: IToken): Span {
  return span(token.startOffset, token.startOffset + token.image.length);
}

function syntax(
  where: Span,
  message: string,
  expected: readonly string[] = [],
  fixes: readonly Fix[] = [],
): Diagnostic {
  return diagnostic("math-syntax", where, message, {
    ...(expected.length > 0 && { expected }),
    ...(fixes.length > 0 && { fixes }),
  });
}

/** A token that no expression holds. */
export function tokenMistake(token: IToken, t: MathTokens): Diagnostic | undefined {
  const { image, tokenType } = token;
  const where = placeOf(token);
  const instead = (right: string): Diagnostic =>
    syntax(where, `${image} is no operator of metric math`, [right], [replacement(`Write ${right}`, where, right)]);
  switch (tokenType) {
    case t.Stray:
      return syntax(where, `${image} can't stand in an expression`);
    case t.OpenText:
      return syntax(where, "A text is opened and never closed", [image[0]!]);
    case t.CurlyText: {
      const straight = `"${image.replace(/^.|[\u201c\u201d]$/g, "").replaceAll('"', "")}"`;
      return syntax(
        where,
        "A text stands between straight quotes",
        [straight],
        [replacement("Write straight quotes", where, straight)],
      );
    }
    case t.WrongLogicalWord:
      return instead(image.toUpperCase());
    case t.WrongLogical:
      return instead(image + image);
    case t.WrongComparison:
      return instead(image === "<>" ? "!=" : image === "=" ? "==" : image === "=<" ? "<=" : ">=");
    case t.WrongPower:
      return instead("^");
    case t.Number:
      return Number.isFinite(Number(image)) ? undefined : syntax(where, `${image} is too large for a number`);
    default:
      return undefined;
  }
}

/** What the grammar stumbled over. */
export function stumble({ token, message }: IRecognitionException, text: string): Diagnostic {
  const expected = message.split("\n").filter((line) => line !== "");
  if (token.tokenType === EOF)
    return text.trim() === ""
      ? syntax(span(0, text.length), "An expression holds nothing", expected)
      : syntax(span(text.length, text.length), "The expression ends too early", expected);
  return syntax(placeOf(token), `${token.image} can't stand here`, expected);
}

/** A call of a function that does not exist, in the service's words [O]. */
export function unknownFunction({ name, nameSpan }: CallNode): Diagnostic | undefined {
  const known = [...mathFunctions().keys(), ...REFUSED_FUNCTIONS];
  if (known.includes(name)) return undefined;
  const meant = nearest(name, known);
  const message = functionNotFound(name);
  if (meant === undefined) return diagnostic("math-function", nameSpan, message);
  return diagnostic("math-function", nameSpan, message, {
    expected: [meant],
    fixes: [replacement(`Write ${meant}`, nameSpan, meant)],
  });
}
