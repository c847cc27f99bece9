// Holds: what the service answers to a rule that it can't read.
// In: a rule's text. Out: its first stumble: the token, the place, and what would have been right, in the service's words.
// Always: computed from the service's own grammar, one pass, no recursion.
//
// The service reads with a parser made by ANTLR [I: it explains every text observed]. It stops at the first token that fits nowhere.
// - Which tokens are expected is told as the grammar orders them [O for the lists marked so; I for the others].
// - After a whole expression AND and OR are named too, unless the token is merely one too many before the end or the `)` that is
//   due: then the parser skips it and names only what it skipped to [O].
// - Where a name is due, any word is one, AND and ALARM included [O]; the `)` in its place is told with the one after it [O].
// - Text that is no token, such as a quote that is not closed, is told as one token up to the end [I].

/** One token as the service reads them: quoted names, signs, and runs of anything else. */
const TOKEN = /"(?:\\"|[^"])*"|[(),]|[^\s(),"]+|"[\s\S]*/y;

const BLANKS = /\s*/y;

const END = "<EOF>";
const STATES = "ALARM, OK, or INSUFFICIENT_DATA";
const NUMBERS = "NUMBER, PERCENTAGE NUMBER";
const OPERAND = `'(', 'NOT', AT_LEAST, TRUE or FALSE, ${STATES}`;
const CONDITION = `'NOT', ${STATES}`;
const NAME = `'NOT', 'AND', 'OR', 'AT_LEAST', ${NUMBERS}, TRUE or FALSE, ${STATES}, unquoted alarm name, quoted alarm name`;
/** After a name of AT_LEAST's list [I]. */
const NAME_END = "')', ','";

/** Put around what is wrong with a rule. */
export function inAlarmRule(problem: string): string {
  return `Error in AlarmRule [${problem}]`;
}

/** The service's answer to a rule that its grammar can't read; undefined when it can. */
export function syntaxMessage(text: string): string | undefined {
  return new Reader(text).read();
}

class Reader {
  readonly #text: string;
  /** The token that is looked at and the one after it; `<EOF>` behind the last. */
  #token = END;
  #at = 0;
  #next = END;
  #nextAt = 0;
  #depth = 0;
  #stumble: string | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#advance();
    this.#advance();
  }

  read(): string | undefined {
    do {
      this.#operand();
    } while (this.#stumble === undefined && this.#operator());
    return this.#stumble;
  }

  #advance(): void {
    this.#token = this.#next;
    this.#at = this.#nextAt;
    BLANKS.lastIndex = this.#nextAt + (this.#next === END ? 0 : this.#next.length);
    BLANKS.test(this.#text);
    this.#nextAt = BLANKS.lastIndex;
    TOKEN.lastIndex = this.#nextAt;
    this.#next = TOKEN.exec(this.#text)?.[0] ?? END;
  }

  #operand(): void {
    for (; this.#token === "NOT" || this.#token === "("; this.#advance()) if (this.#token === "(") this.#depth++;
    if (this.#token === "TRUE" || this.#token === "FALSE") this.#advance();
    else if (isState(this.#token)) this.#state();
    else if (this.#token === "AT_LEAST") this.#atLeast();
    else this.#fail(OPERAND);
  }

  #state(): void {
    this.#advance();
    this.#take("(");
    this.#name();
    this.#take(")");
  }

  #atLeast(): void {
    this.#advance();
    this.#take("(");
    this.#takeIf(/^\d+%?$/.test(this.#token), NUMBERS);
    this.#take(",");
    const negated = this.#token === "NOT";
    if (negated) this.#advance();
    this.#takeIf(isState(this.#token), negated ? STATES : CONDITION);
    this.#take(",");
    this.#take("(");
    this.#name();
    while (this.#stumble === undefined && this.#token === ",") {
      this.#advance();
      this.#name();
    }
    this.#takeIf(this.#token === ")", NAME_END);
    this.#take(")");
  }

  #name(): void {
    if (this.#token === ")" && this.#next === ")" && this.#nextAt === this.#at + 1) this.#fail(NAME, "))");
    this.#takeIf(/^(?:[^(),"]|"[\s\S]*"$)/.test(this.#token) && this.#token !== END, NAME);
  }

  /** Steps over closing parentheses and one AND or OR; false at the end of the rule. */
  #operator(): boolean {
    for (; this.#token === ")" && this.#depth > 0; this.#advance()) this.#depth--;
    if (this.#token === "AND" || this.#token === "OR") {
      this.#advance();
      return true;
    }
    const due = this.#depth > 0 ? ")" : END;
    if (this.#token === due) return false;
    const listed = due === END ? END : "')'";
    const oneTooMany = this.#next === due || this.#token === END;
    this.#fail(oneTooMany ? listed : `${listed}, 'AND', 'OR'`);
    return false;
  }

  #take(sign: string): void {
    this.#takeIf(this.#token === sign, `'${sign}'`);
  }

  #takeIf(fits: boolean, expected: string): void {
    if (this.#stumble !== undefined) return;
    if (fits) this.#advance();
    else this.#fail(expected);
  }

  #fail(expected: string, token: string = this.#token): void {
    // ANTLR counts characters from the start of the line [I: no rule of several lines was observed].
    const column = this.#at - (this.#text.lastIndexOf("\n", this.#at - 1) + 1);
    this.#stumble ??= inAlarmRule(`Unsupported token '${token}' at char ${column}, must be: ${expected}`);
  }
}

function isState(token: string): boolean {
  return token === "ALARM" || token === "OK" || token === "INSUFFICIENT_DATA";
}
