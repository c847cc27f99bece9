// Holds: the three grammars, as chevrotain parsers that build the syntax tree.
// In: tokens of a pattern's body. Out: tree nodes, and what chevrotain says was wrong.
// Always: recovery is on, so that one run finds every mistake; what could not be read is an ErrorNode; parsers are made at first use.

import {
  EmbeddedActionsParser,
  EOF,
  type IParserErrorMessageProvider,
  type IRecognitionException,
  type IToken,
  type ParserMethod,
  type Rule,
  type TokenType,
  tokenLabel,
} from "chevrotain";
import { type Span, span } from "../text/span.ts";
import { readName, readSelector, readTerm, readValue } from "./nodes.ts";
import type {
  ErrorNode,
  Expression,
  Field,
  FieldComparison,
  JsonComparison,
  JsonState,
  Operator,
  Selector,
  Term,
  Value,
} from "./syntax.ts";
import { lexers, type Tokens } from "./tokens.ts";

/** Messages are made from the structured data later; here only what was expected is passed on, one label a line. */
const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => labelOf(expected),
  buildNotAllInputParsedMessage: () => "",
  buildNoViableAltMessage: ({ expectedPathsPerAlt }) => firstLabels(expectedPathsPerAlt.flat()),
  buildEarlyExitMessage: ({ expectedIterationPaths }) => firstLabels(expectedIterationPaths),
};

function labelOf(type: TokenType): string {
  return type === EOF ? "the end of the pattern" : tokenLabel(type);
}

function firstLabels(paths: readonly (readonly TokenType[])[]): string {
  return [...new Set(paths.flatMap((path) => (path[0] === undefined ? [] : [labelOf(path[0])])))].join("\n");
}

/** What a parser read, with the mistakes it recovered from. */
export interface Parsed<T> {
  readonly result: T;
  readonly errors: readonly IRecognitionException[];
  /** Tokens that are right elsewhere and were read as what was meant: `AND` for `&&`, `name` for `$.name`, a word after IS. */
  readonly misused: readonly Misused[];
}

export interface Misused {
  readonly as: "operator" | "selector" | "keyword";
  readonly token: IToken;
}

abstract class PatternParser extends EmbeddedActionsParser {
  protected readonly t: Tokens;
  misused: Misused[] = [];
  /** Where the tokens' text starts: the place of things when there is no token to tell it. */
  bodyStart = 0;

  constructor(skipValidations: boolean) {
    super([...new Set(Object.values(lexers().tokens))] as TokenType[], {
      recoveryEnabled: true,
      maxLookahead: 2,
      skipValidations,
      errorMessageProvider: expectations,
    });
    this.t = lexers().tokens;
  }

  /** Where a token stands; a token that recovery put in stands, empty, after the one before it. */
  protected spanOf(token: IToken): Span {
    if (token.startOffset >= 0) return span(token.startOffset, token.startOffset + token.image.length);
    const before = this.LA(0);
    const at = before?.startOffset >= 0 ? before.startOffset + before.image.length : this.bodyStart;
    return span(at, at);
  }

  /** The place of something that could not be read: where the reader stands. */
  protected nothing(): ErrorNode {
    const { start } = this.spanOf(this.LA(1));
    return { kind: "error", span: span(start, start) };
  }
}

/** `ERROR -timeout ?"disk full"` */
export class TermsParser extends PatternParser {
  constructor(skipValidations = true) {
    super(skipValidations);
    this.performSelfAnalysis();
  }

  terms: ParserMethod<[], Term[]> = this.RULE("terms", () => {
    const terms: Term[] = [];
    this.MANY(() => {
      const term = this.SUBRULE(this.term);
      this.ACTION(() => {
        if (term !== undefined) terms.push(term);
      });
    });
    return terms;
  });

  term: ParserMethod<[], Term | undefined> = this.RULE(
    "term",
    (): Term | undefined => {
      let sign: IToken | undefined;
      this.OPTION(() => {
        sign = this.OR([{ ALT: () => this.CONSUME(this.t.Minus) }, { ALT: () => this.CONSUME(this.t.Question) }]);
      });
      const token = this.CONSUME(this.t.AnyTerm);
      return this.ACTION(() => readTerm(sign, token, this.spanOf(token)));
    },
    { recoveryValueFunc: () => undefined },
  );
}

/** What `{ … }` and `[ … ]` share: conditions joined by `&&` and `||`, with parentheses. */
abstract class ConditionParser<Leaf extends { readonly span: Span }> extends PatternParser {
  abstract leaf: ParserMethod<[], Leaf | ErrorNode>;

  disjunction: ParserMethod<[], Expression<Leaf>> = this.RULE(
    "disjunction",
    () => {
      const operands: Expression<Leaf>[] = [this.SUBRULE(this.conjunction)];
      this.MANY(() => {
        this.#wordOperator(this.CONSUME(this.t.AnyOr));
        operands.push(this.SUBRULE1(this.conjunction));
      });
      return this.ACTION(() => joined("or", operands));
    },
    { recoveryValueFunc: () => this.nothing() },
  );

  conjunction: ParserMethod<[], Expression<Leaf>> = this.RULE(
    "conjunction",
    () => {
      const operands: Expression<Leaf>[] = [this.SUBRULE(this.operand)];
      this.MANY(() => {
        this.#wordOperator(this.CONSUME(this.t.AnyAnd));
        operands.push(this.SUBRULE1(this.operand));
      });
      return this.ACTION(() => joined("and", operands));
    },
    { recoveryValueFunc: () => this.nothing() },
  );

  operand: ParserMethod<[], Expression<Leaf>> = this.RULE(
    "operand",
    (): Expression<Leaf> =>
      this.OR([
        {
          ALT: () => {
            const open = this.CONSUME(this.t.LeftParen);
            const expression = this.SUBRULE(this.disjunction);
            const close = this.CONSUME(this.t.RightParen);
            return this.ACTION(() => ({
              kind: "group" as const,
              expression,
              span: span(this.spanOf(open).start, this.spanOf(close).end),
            }));
          },
        },
        { ALT: () => this.SUBRULE(this.leaf) },
      ]),
    { recoveryValueFunc: () => this.nothing() },
  );

  #wordOperator(token: IToken): void {
    this.ACTION(() => {
      if (token.tokenType === this.t.AndWord || token.tokenType === this.t.OrWord) {
        this.misused.push({ as: "operator", token });
      }
    });
  }

  operator: ParserMethod<[], { operator: Operator; span: Span }> = this.RULE("operator", () => {
    const token = this.CONSUME(this.t.AnyOperator);
    return this.ACTION(() => ({ operator: meantOperator(token.image), span: this.spanOf(token) }));
  });

  value: ParserMethod<[], Value> = this.RULE(
    "value",
    () => {
      const token = this.OR([
        { ALT: () => this.CONSUME(this.t.AnyText) },
        { ALT: () => this.CONSUME(this.t.AnyRegex) },
        // Three dots are a word where a value stands.
        { ALT: () => this.CONSUME(this.t.Ellipsis) },
      ]);
      return this.ACTION(() => readValue(token, this.spanOf(token), this.t));
    },
    { recoveryValueFunc: () => this.nothing() },
  );
}

function joined<Leaf extends { readonly span: Span }>(
  kind: "and" | "or",
  operands: readonly Expression<Leaf>[],
): Expression<Leaf> {
  const [first, last] = [operands[0]!, operands[operands.length - 1]!];
  return operands.length === 1 ? first : { kind, operands, span: span(first.span.start, last.span.end) };
}

/** The operator that was meant by what was written: `==` is `=`, `<>` is `!=`. */
function meantOperator(image: string): Operator {
  if (image.startsWith("!=") || image === "<>") return "!=";
  if (image === "=<") return "<=";
  if (image === "=>" || image === ">>=") return ">=";
  if (image === ">>") return ">";
  return image.startsWith("=") ? "=" : (image as Operator);
}

/** The inside of `{ … }` */
export class JsonParser extends ConditionParser<JsonComparison | JsonState> {
  constructor(skipValidations = true) {
    super(skipValidations);
    this.performSelfAnalysis();
  }

  leaf: ParserMethod<[], JsonComparison | JsonState | ErrorNode> = this.RULE(
    "leaf",
    (): JsonComparison | JsonState | ErrorNode => {
      const selector = this.SUBRULE(this.selector);
      return this.OR([
        {
          ALT: () => {
            const operator = this.SUBRULE(this.operator);
            const value = this.SUBRULE(this.value);
            return this.ACTION(() => ({
              kind: "comparison" as const,
              ...{
                selector,
                operator: operator?.operator ?? "=",
                operatorSpan: operator?.span ?? selector.span,
                value,
              },
              span: span(selector.span.start, value.span.end),
            }));
          },
        },
        {
          ALT: () => {
            this.CONSUME(this.t.Is);
            const word = this.CONSUME(this.t.Bare);
            return this.ACTION(() => {
              const node = stateNode(selector, word.image, this.spanOf(word));
              if (node.kind === "error" && word.image !== "") this.misused.push({ as: "keyword", token: word });
              return node;
            });
          },
        },
        {
          ALT: () => {
            this.CONSUME(this.t.Not);
            const exists = this.CONSUME(this.t.Exists);
            return this.ACTION(() => stateNode(selector, "absent", this.spanOf(exists)));
          },
        },
      ]);
    },
    { recoveryValueFunc: () => this.nothing() },
  );

  selector: ParserMethod<[], Selector> = this.RULE(
    "selector",
    (): Selector => {
      // A bare word here is a selector whose `$.` was forgotten.
      const token = this.OR([
        { ALT: () => this.CONSUME(this.t.AnySelector) },
        { ALT: () => this.CONSUME(this.t.Bare) },
      ]);
      return this.ACTION(() => {
        if (!token.image.startsWith("$") && token.image !== "") this.misused.push({ as: "selector", token });
        return readSelector(token.image, this.spanOf(token));
      });
    },
    { recoveryValueFunc: (): Selector => ({ kind: "selector", steps: [], span: this.nothing().span }) },
  );
}

function stateNode(selector: Selector, word: string, end: Span): JsonState | ErrorNode {
  const state = word.toLowerCase();
  const where = span(selector.span.start, end.end);
  if (state !== "null" && state !== "true" && state !== "false" && state !== "absent")
    return { kind: "error", span: where };
  return { kind: "state", selector, state, span: where };
}

/** The inside of `[ … ]` */
export class FieldsParser extends ConditionParser<FieldComparison> {
  constructor(skipValidations = true) {
    super(skipValidations);
    this.performSelfAnalysis();
  }

  fields: ParserMethod<[], Field[]> = this.RULE("fields", () => {
    const fields: Field[] = [this.SUBRULE(this.field)];
    this.MANY(() => {
      this.CONSUME(this.t.Comma);
      fields.push(this.SUBRULE1(this.field));
    });
    return fields;
  });

  field: ParserMethod<[], Field> = this.RULE(
    "field",
    () => {
      let field: Field | undefined;
      this.OPTION(() => {
        field = this.OR([
          {
            ALT: () => {
              const dots = this.CONSUME(this.t.Ellipsis);
              return this.ACTION(() => ({ kind: "ellipsis" as const, span: this.spanOf(dots) }));
            },
          },
          {
            ALT: () => {
              const condition = this.SUBRULE(this.disjunction);
              return this.ACTION(() => conditionField(condition));
            },
          },
          {
            ALT: () => {
              const name = this.CONSUME(this.t.AnyText);
              return this.ACTION(() => ({
                kind: "named" as const,
                ...{ name: readName(name), nameSpan: this.spanOf(name), condition: undefined, span: this.spanOf(name) },
              }));
            },
          },
        ]);
      });
      return this.ACTION(() => field ?? { kind: "unnamed" as const, span: this.nothing().span });
    },
    { recoveryValueFunc: () => this.nothing() },
  );

  leaf: ParserMethod<[], FieldComparison | ErrorNode> = this.RULE(
    "leaf",
    (): FieldComparison | ErrorNode => {
      const name = this.CONSUME(this.t.AnyText);
      const operator = this.SUBRULE(this.operator);
      const value = this.SUBRULE(this.value);
      return this.ACTION(() => ({
        kind: "comparison" as const,
        ...{ name: readName(name), nameSpan: this.spanOf(name) },
        ...{ operator: operator?.operator ?? "=", operatorSpan: operator?.span ?? this.spanOf(name), value },
        span: span(this.spanOf(name).start, value.span.end),
      }));
    },
    { recoveryValueFunc: () => this.nothing() },
  );
}

/** A field's name is that of the first comparison of its condition. */
function conditionField(condition: Expression<FieldComparison>): Field {
  let node = condition;
  while (node.kind !== "comparison") {
    if (node.kind === "error") return { kind: "error", span: condition.span };
    node = node.kind === "group" ? node.expression : node.operands[0]!;
  }
  return { kind: "named", name: node.name, nameSpan: node.nameSpan, condition, span: condition.span };
}

interface Parsers {
  readonly terms: TermsParser;
  readonly json: JsonParser;
  readonly fields: FieldsParser;
}

const made: { -readonly [K in keyof Parsers]?: Parsers[K] } = {};

const termsParser = (): TermsParser => (made.terms ??= new TermsParser());
const jsonParser = (): JsonParser => (made.json ??= new JsonParser());
const fieldsParser = (): FieldsParser => (made.fields ??= new FieldsParser());

export function parseTerms(tokens: IToken[], bodyStart: number): Parsed<readonly Term[]> {
  return run(termsParser(), tokens, bodyStart, (parser) => parser.terms());
}

export function parseJson(tokens: IToken[], bodyStart: number): Parsed<Expression<JsonComparison | JsonState>> {
  return run(jsonParser(), tokens, bodyStart, (parser) => parser.disjunction());
}

export function parseFields(tokens: IToken[], bodyStart: number): Parsed<readonly Field[]> {
  return run(fieldsParser(), tokens, bodyStart, (parser) => parser.fields());
}

/** The grammars as data: the rule each of them begins with, from which all others are reached. */
export const firstRule: { readonly [Language in keyof Parsers]: () => Rule } = {
  terms: () => termsParser().getGAstProductions().terms!,
  json: () => jsonParser().getGAstProductions().disjunction!,
  fields: () => fieldsParser().getGAstProductions().fields!,
};

function run<P extends PatternParser, T>(
  parser: P,
  tokens: IToken[],
  bodyStart: number,
  rule: (parser: P) => T,
): Parsed<T> {
  parser.input = tokens;
  parser.misused = [];
  parser.bodyStart = bodyStart;
  const result = rule(parser);
  return { result, errors: parser.errors, misused: parser.misused };
}
