// Holds: the grammar of alarm rules, as a chevrotain parser that builds the tree.
// In: tokens of a rule. Out: the tree, what chevrotain says was wrong, and what was read though it is written otherwise.
// Always: recovery is on, so that one run finds every mistake; what could not be read is an error node; made at first use.
//   Long, because a chevrotain grammar is one class.

import {
  EmbeddedActionsParser,
  EOF,
  type IParserErrorMessageProvider,
  type IRecognitionException,
  type IToken,
  type ParserMethod,
  type TokenType,
  tokenLabel,
  tokenMatcher,
} from "chevrotain";
import { type Span, span } from "../../text/span.ts";
import type { StateValue } from "../alarm.ts";
import { joined, type Misused, readReference } from "./nodes.ts";
import { nameIn, type RuleTokens, ruleLexer } from "./tokens.ts";
import type { AlarmReference, AlarmRule, RuleAtLeast, RuleError } from "./tree.ts";

/** Only what was expected is passed on, one label a line; `mistakes.ts` makes the sentences. */
const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => labelOf(expected),
  buildNotAllInputParsedMessage: () => "",
  buildNoViableAltMessage: () => "",
  buildEarlyExitMessage: () => "",
};

function labelOf(type: TokenType): string {
  return type === EOF ? "the end of the rule" : tokenLabel(type);
}

export interface ParsedRule {
  readonly rule: AlarmRule;
  readonly errors: readonly IRecognitionException[];
  readonly misused: readonly Misused[];
}

/** How far a reader looks for the end of a name that holds AND or OR. */
const NAME_LOOKAHEAD = 8;

export class RuleParser extends EmbeddedActionsParser {
  readonly #t: RuleTokens;
  misused: Misused[] = [];

  constructor(skipValidations = true) {
    super([...new Set(Object.values(ruleLexer().tokens))] as TokenType[], {
      recoveryEnabled: true,
      maxLookahead: 1,
      skipValidations,
      errorMessageProvider: expectations,
    });
    this.#t = ruleLexer().tokens;
    this.performSelfAnalysis();
  }

  rule: ParserMethod<[], AlarmRule> = this.RULE(
    "rule",
    (): AlarmRule => {
      const operands: AlarmRule[] = [this.SUBRULE(this.disjunction)];
      // A parenthesis too many is reported and left out; what follows it is read as if it did not stand there.
      this.MANY(() => {
        const surplus = this.CONSUME(this.#t.RightParen);
        this.#misuse("surplus", surplus);
        this.OPTION({
          GATE: () => !this.#closes(),
          DEF: () => {
            this.OPTION1(() =>
              this.OR([
                { ALT: () => this.#keyword(this.CONSUME(this.#t.And), "AND") },
                { ALT: () => this.#keyword(this.CONSUME(this.#t.Or), "OR") },
              ]),
            );
            operands.push(this.SUBRULE1(this.disjunction));
          },
        });
      });
      return this.ACTION(() => joined("and", operands));
    },
    { recoveryValueFunc: () => this.#nothing() },
  );

  disjunction: ParserMethod<[], AlarmRule> = this.RULE(
    "disjunction",
    (): AlarmRule => {
      const operands: AlarmRule[] = [this.SUBRULE(this.conjunction)];
      this.MANY({
        GATE: () => !this.#closes(),
        DEF: () => {
          this.OR([
            {
              ALT: () => {
                this.#keyword(this.CONSUME(this.#t.Or), "OR");
                operands.push(this.SUBRULE1(this.conjunction));
              },
            },
            {
              // Words begin an operand too, which is no condition: here they are strays.
              IGNORE_AMBIGUITIES: true,
              ALT: () => {
                const words = this.SUBRULE(this.words);
                this.ACTION(() => this.misused.push({ as: "stray", span: words }));
                this.OPTION1(() => this.CONSUME(this.#t.And));
                this.OPTION({
                  GATE: () => this.#begins(),
                  DEF: () => {
                    operands.push(this.SUBRULE2(this.conjunction));
                  },
                });
              },
            },
            {
              IGNORE_AMBIGUITIES: true,
              ALT: () => {
                if (this.#begins()) this.#misuse("operator", this.LA(1));
                operands.push(this.SUBRULE3(this.conjunction));
              },
            },
          ]);
        },
      });
      return this.ACTION(() => joined("or", operands));
    },
    { recoveryValueFunc: () => this.#nothing() },
  );

  conjunction: ParserMethod<[], AlarmRule> = this.RULE(
    "conjunction",
    (): AlarmRule => {
      const operands: AlarmRule[] = [this.SUBRULE(this.negation)];
      this.MANY(() => {
        this.#keyword(this.CONSUME(this.#t.And), "AND");
        operands.push(this.SUBRULE1(this.negation));
      });
      return this.ACTION(() => joined("and", operands));
    },
    { recoveryValueFunc: () => this.#nothing() },
  );

  negation: ParserMethod<[], AlarmRule> = this.RULE(
    "negation",
    (): AlarmRule => {
      const signs: IToken[] = [];
      this.MANY(() => {
        const sign = this.CONSUME(this.#t.Not);
        this.#keyword(sign, "NOT");
        signs.push(sign);
      });
      const operand = this.SUBRULE(this.operand);
      return this.ACTION(() =>
        signs.reduceRight<AlarmRule>(
          (inner, sign) => ({ kind: "not", operand: inner, span: span(sign.startOffset, inner.span.end) }),
          operand ?? this.#nothing(),
        ),
      );
    },
    { recoveryValueFunc: () => this.#nothing() },
  );

  operand: ParserMethod<[], AlarmRule> = this.RULE(
    "operand",
    (): AlarmRule =>
      this.OR([
        { ALT: () => this.SUBRULE(this.group) },
        {
          ALT: () => {
            const token = this.CONSUME(this.#t.Constant);
            this.#keyword(token, token.image.toUpperCase());
            const value = token.image.toUpperCase() === "TRUE";
            return this.ACTION(() => ({ kind: "constant" as const, value, span: this.#spanOf(token) }));
          },
        },
        { ALT: () => this.SUBRULE(this.stateTest) },
        { ALT: () => this.SUBRULE(this.atLeast) },
        { ALT: () => this.SUBRULE(this.unknown) },
        {
          ALT: () => {
            this.#misuse("nothing", this.LA(1));
            return this.#nothing();
          },
        },
      ]),
    { recoveryValueFunc: () => this.#nothing() },
  );

  group: ParserMethod<[], AlarmRule> = this.RULE(
    "group",
    (): AlarmRule => {
      const open = this.CONSUME(this.#t.LeftParen);
      const expression = this.SUBRULE(this.disjunction);
      const end = this.SUBRULE(this.close);
      return this.ACTION(() => ({
        ...{ kind: "group", expression: expression ?? this.#nothing() },
        span: span(open.startOffset, end),
      }));
    },
    { recoveryValueFunc: () => this.#nothing() },
  );

  /** `ALARM(name)` */
  stateTest: ParserMethod<[], AlarmRule> = this.RULE(
    "stateTest",
    (): AlarmRule => {
      const state = this.CONSUME(this.#t.State);
      this.#keyword(state, state.image.toUpperCase());
      this.CONSUME(this.#t.LeftParen);
      const alarm = this.SUBRULE(this.alarmName);
      const end = this.SUBRULE(this.close);
      return this.ACTION((): AlarmRule => {
        const where = span(state.startOffset, end);
        if (alarm === undefined) return { kind: "error", span: where };
        return { kind: "state", state: state.image.toUpperCase() as StateValue, alarm, span: where };
      });
    },
    { recoveryValueFunc: () => this.#nothing() },
  );

  /** `AT_LEAST(2, NOT OK, (a, b))` */
  atLeast: ParserMethod<[], RuleAtLeast | RuleError> = this.RULE(
    "atLeast",
    (): RuleAtLeast | RuleError => {
      const alarms: (AlarmReference | undefined)[] = [];
      let negated = false;
      const word = this.CONSUME(this.#t.AtLeast);
      this.#keyword(word, "AT_LEAST");
      this.CONSUME(this.#t.LeftParen);
      const threshold = this.CONSUME(this.#t.AnyName);
      this.CONSUME(this.#t.Comma);
      this.OPTION(() => {
        this.#keyword(this.CONSUME(this.#t.Not), "NOT");
        negated = true;
      });
      const state = this.CONSUME1(this.#t.AnyName);
      this.CONSUME1(this.#t.Comma);
      this.CONSUME1(this.#t.LeftParen);
      alarms.push(this.SUBRULE(this.alarmName));
      this.MANY(() => {
        this.CONSUME2(this.#t.Comma);
        alarms.push(this.SUBRULE1(this.alarmName));
      });
      this.SUBRULE(this.close);
      const end = this.SUBRULE1(this.close);
      return this.ACTION(() => this.#atLeast({ word, threshold, negated, state, alarms, end }));
    },
    { recoveryValueFunc: () => this.#nothing() },
  );

  /** `)`, or the finding that it is missing; tells where it ends. */
  close: ParserMethod<[], number> = this.RULE("close", (): number => {
    let close: IToken | undefined;
    this.OPTION(() => {
      close = this.CONSUME(this.#t.RightParen);
    });
    return this.ACTION(() => {
      if (close !== undefined) return close.startOffset + 1;
      const after = this.#end();
      this.misused.push({ as: "unclosed", span: this.#spanOf(this.LA(1)), after });
      return after;
    });
  });

  /** Words that are no operand, or a function that does not exist. */
  unknown: ParserMethod<[], RuleError> = this.RULE(
    "unknown",
    (): RuleError => {
      const words = this.SUBRULE(this.words);
      let end = words?.end ?? 0;
      this.OPTION(() => {
        this.CONSUME(this.#t.LeftParen);
        this.OPTION1(() => this.SUBRULE(this.alarmName));
        end = this.SUBRULE(this.close);
      });
      return this.ACTION(() => {
        this.misused.push({ as: "operand", span: span(words.start, end) });
        return { kind: "error", span: span(words.start, end) };
      });
    },
    { recoveryValueFunc: () => this.#nothing() },
  );

  /** A run of words and commas. */
  words: ParserMethod<[], Span> = this.RULE(
    "words",
    (): Span => {
      let where: Span | undefined;
      this.AT_LEAST_ONE(() => {
        const token = this.OR([
          { ALT: () => this.CONSUME(this.#t.AnyOther) },
          { ALT: () => this.CONSUME(this.#t.Comma) },
        ]);
        const found = this.ACTION(() => this.#spanOf(token));
        where = span(where?.start ?? found?.start ?? 0, found?.end ?? 0);
      });
      return where!;
    },
    { recoveryValueFunc: () => this.#nothing().span },
  );

  alarmName: ParserMethod<[], AlarmReference> = this.RULE(
    "alarmName",
    (): AlarmReference => {
      const first = this.CONSUME(this.#t.AnyName);
      let last = first;
      this.MANY({
        GATE: () => this.#goesOn(),
        DEF: () => {
          last = this.CONSUME1(this.#t.AnyName);
        },
      });
      return this.ACTION(() => {
        const where = span(this.#spanOf(first).start, this.#spanOf(last).end);
        if (last !== first || tokenMatcher(first, this.#t.SingleQuoted))
          this.misused.push({ as: "blanks", span: where });
        return readReference(nameIn(first.image), where);
      });
    },
    { recoveryValueFunc: () => readReference("", this.#nothing().span) },
  );

  /** Whether a `)` or the end comes next. */
  #closes(): boolean {
    const { tokenType } = this.LA(1);
    return tokenType === this.#t.RightParen || tokenType === EOF;
  }

  /** Whether an operand comes next. */
  #begins(): boolean {
    const { tokenType } = this.LA(1);
    return !this.#closes() && tokenType !== this.#t.And && tokenType !== this.#t.Or;
  }

  /** Whether the next word is part of a name that should have been quoted, and not what follows a forgotten `)`. */
  #goesOn(): boolean {
    const next = this.LA(1);
    if (next.image !== "AND" && next.image !== "OR") {
      const begins = tokenMatcher(next, this.#t.State) || tokenMatcher(next, this.#t.AtLeast);
      return !(begins && tokenMatcher(this.LA(2), this.#t.LeftParen));
    }
    if (tokenMatcher(this.LA(2), this.#t.Constant)) return false;
    for (let i = 2; i < NAME_LOOKAHEAD; i++) {
      if (tokenMatcher(this.LA(i), this.#t.LeftParen)) return false;
      if (tokenMatcher(this.LA(i), this.#t.RightParen)) return true;
    }
    return false;
  }

  #atLeast(read: {
    readonly word: IToken;
    readonly threshold: IToken;
    readonly negated: boolean;
    readonly state: IToken;
    readonly alarms: readonly (AlarmReference | undefined)[];
    readonly end: number;
  }): RuleAtLeast | RuleError {
    const { word, threshold, negated, end } = read;
    const where = span(word.startOffset, end);
    const number = /^(\d+)(%?)$/.exec(threshold.image);
    const state = /^(?:ALARM|OK|INSUFFICIENT_DATA)$/i.exec(read.state.image)?.[0];
    if (number === null && threshold.image !== "") this.#misuse("threshold", threshold);
    if (state !== undefined) this.#keyword(read.state, state.toUpperCase());
    else if (read.state.image !== "") this.#misuse("condition", read.state);
    if (number === null || state === undefined) return { kind: "error", span: where };
    return {
      kind: "at-least",
      ...{ threshold: Number(number[1]), percent: number[2] === "%", thresholdSpan: this.#spanOf(threshold) },
      ...{ negated, state: state.toUpperCase() as StateValue },
      alarms: read.alarms.filter((alarm) => alarm !== undefined),
      span: where,
    };
  }

  #keyword(token: IToken, meant: string): void {
    this.ACTION(() => {
      if (token.image !== meant && token.image !== "") this.#misuse("keyword", token, meant);
    });
  }

  #misuse(as: Misused["as"], token: IToken, meant?: string): void {
    this.ACTION(() => {
      this.misused.push({ as, span: this.#spanOf(token), ...(meant !== undefined && { meant }) });
    });
  }

  /** Where a token stands; one that recovery put in stands, empty, after the one before it. */
  #spanOf(token: IToken): Span {
    if (token.startOffset >= 0) return span(token.startOffset, token.startOffset + token.image.length);
    const at = this.#end();
    return span(at, at);
  }

  /** Where the last token that was read ends. */
  #end(): number {
    const before = this.LA(0);
    return before?.startOffset >= 0 ? before.startOffset + before.image.length : 0;
  }

  /** The place of something that could not be read: where the reader stands. */
  #nothing(): RuleError {
    const { start } = this.#spanOf(this.LA(1));
    return { kind: "error", span: span(start, start) };
  }
}

let made: RuleParser | undefined;

const parser = (): RuleParser => (made ??= new RuleParser());

export function parseTokens(tokens: IToken[]): ParsedRule {
  const reader = parser();
  reader.input = tokens;
  reader.misused = [];
  const rule = reader.rule();
  return { rule, errors: reader.errors, misused: reader.misused };
}
