// Holds: the grammar of metric math, as a chevrotain parser that builds the syntax tree.
// In: tokens. Out: the tree, the calls in it, and what chevrotain says was wrong.
// Always: recovery is on; the parser is made at first use; operands and operators are read flat and ranked afterwards, so
//   that a bracket costs two rules of recursion and no more.

import {
  EmbeddedActionsParser,
  EOF,
  type IParserErrorMessageProvider,
  type IRecognitionException,
  type IToken,
  type ParserMethod,
  type TokenType,
  tokenLabel,
} from "chevrotain";
import { type Span, span } from "../../text/span.ts";
import { ranked, type SignedOperand } from "./ranks.ts";
import { type MathTokens, mathLexer } from "./tokens.ts";
import type { CallNode, MathExpression, MathOperator } from "./tree.ts";

const OPERAND = "a metric's id, a function or a number\n(\n[";

/** Messages are made from the structured data later; here only what was expected is passed on, one label a line. */
const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) =>
    expected === EOF ? "an operator\nthe end of the expression" : tokenLabel(expected),
  buildNotAllInputParsedMessage: () => "an operator\nthe end of the expression",
  buildNoViableAltMessage: () => OPERAND,
  buildEarlyExitMessage: () => OPERAND,
};

export interface ParsedMath {
  readonly expression: MathExpression | undefined;
  readonly calls: readonly CallNode[];
  readonly errors: readonly IRecognitionException[];
}

/** `100 * SUM([m1, m2]) / FILL(m3, REPEAT)` */
export class MathParser extends EmbeddedActionsParser {
  private readonly t: MathTokens;
  calls: CallNode[] = [];

  constructor(skipValidations = true) {
    super([...new Set(Object.values(mathLexer().tokens))] as TokenType[], {
      recoveryEnabled: true,
      maxLookahead: 1,
      skipValidations,
      errorMessageProvider: expectations,
    });
    this.t = mathLexer().tokens;
    this.performSelfAnalysis();
  }

  /** Where a token stands; a token that recovery put in stands, empty, after the one before it. */
  private spanOf(token: IToken): Span {
    if (token.startOffset >= 0) return span(token.startOffset, token.startOffset + token.image.length);
    const before = this.LA(0);
    const at = before?.startOffset >= 0 ? before.startOffset + before.image.length : 0;
    return span(at, at);
  }

  /** The place of something that could not be read: where the reader stands. */
  private nothing(): MathExpression {
    const { start } = this.spanOf(this.LA(1));
    return { kind: "error", span: span(start, start) };
  }

  expression: ParserMethod<[], MathExpression> = this.RULE(
    "expression",
    () => {
      const operands: SignedOperand[] = [this.SUBRULE(this.operand)];
      const operators: MathOperator[] = [];
      this.MANY(() => {
        const operator = this.CONSUME(this.t.AnyOperator);
        operators.push(this.ACTION(() => meantOperator(operator.image)));
        operands.push(this.SUBRULE1(this.operand));
      });
      return this.ACTION(() => ranked(operands, operators));
    },
    { recoveryValueFunc: () => this.nothing() },
  );

  operand: ParserMethod<[], SignedOperand> = this.RULE(
    "operand",
    (): SignedOperand => {
      const signs: IToken[] = [];
      this.MANY(() => signs.push(this.CONSUME(this.t.Minus)));
      const operand: MathExpression = this.OR([
        { ALT: () => this.number(this.CONSUME(this.t.Number)) },
        { ALT: () => this.text(this.CONSUME(this.t.AnyText)) },
        {
          ALT: () => {
            const name = this.CONSUME(this.t.Name);
            const given: MathExpression[] = [];
            let close: IToken | undefined;
            this.OPTION(() => {
              this.CONSUME(this.t.LeftParen);
              this.MANY_SEP({ SEP: this.t.Comma, DEF: () => given.push(this.SUBRULE(this.expression)) });
              close = this.CONSUME(this.t.RightParen);
            });
            return this.ACTION(() => this.named(name, given, close));
          },
        },
        {
          ALT: () => {
            const open = this.CONSUME1(this.t.LeftParen);
            const inner = this.SUBRULE1(this.expression);
            const close = this.CONSUME1(this.t.RightParen);
            return this.ACTION(() => ({ ...inner, span: this.between(open, close) }));
          },
        },
        {
          ALT: () => {
            const elements: MathExpression[] = [];
            const open = this.CONSUME(this.t.LeftBracket);
            this.AT_LEAST_ONE_SEP({ SEP: this.t.Comma, DEF: () => elements.push(this.SUBRULE2(this.expression)) });
            const close = this.CONSUME(this.t.RightBracket);
            return this.ACTION(() => ({ kind: "array" as const, elements, span: this.between(open, close) }));
          },
        },
      ]);
      return this.ACTION(() => ({
        signs: signs.length,
        start: signs.length > 0 ? signs[0]!.startOffset : operand.span.start,
        operand,
      }));
    },
    {
      recoveryValueFunc: () => {
        const operand = this.nothing();
        return { signs: 0, start: operand.span.start, operand };
      },
    },
  );

  private between(open: IToken, close: IToken): Span {
    return span(this.spanOf(open).start, this.spanOf(close).end);
  }

  private number(token: IToken): MathExpression {
    return this.ACTION(() => ({ kind: "number" as const, value: Number(token.image), span: this.spanOf(token) }));
  }

  private text(token: IToken): MathExpression {
    return this.ACTION(() => ({
      kind: "string" as const,
      text: token.image.slice(1, /["'\u201c\u201d]$/.test(token.image) ? -1 : undefined),
      span: this.spanOf(token),
    }));
  }

  private named(name: IToken, given: readonly MathExpression[], close: IToken | undefined): MathExpression {
    const nameSpan = this.spanOf(name);
    if (close === undefined) {
      const kind = /^[a-z]/.test(name.image) ? "identifier" : "word";
      return { kind, name: name.image, span: nameSpan };
    }
    const where = span(nameSpan.start, this.spanOf(close).end);
    const call: CallNode = { kind: "call", name: name.image, nameSpan, arguments: given, span: where };
    this.calls.push(call);
    return call;
  }
}

/** The operator that was meant by what was written: `=` is `==`, `&&` is AND. */
function meantOperator(image: string): MathOperator {
  if (image === "=") return "==";
  if (image === "<>") return "!=";
  if (image === "=<") return "<=";
  if (image === "=>") return ">=";
  if (image === "**") return "^";
  if (image.startsWith("&") || image.toUpperCase() === "AND") return "AND";
  if (image.startsWith("|") || image.toUpperCase() === "OR") return "OR";
  return image as MathOperator;
}

let made: MathParser | undefined;

/** Reads tokens as one expression. */
export function parseTokens(tokens: IToken[]): ParsedMath {
  made ??= new MathParser();
  made.input = tokens;
  made.calls = [];
  const expression = made.expression() as MathExpression | undefined;
  return { expression, calls: made.calls, errors: made.errors };
}
