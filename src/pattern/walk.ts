// Holds: the walk through a grammar: what may come next after the tokens so far.
// In: the grammar as data, tokens one by one. Out: the places that the next token may take.
// Always: the grammars are read, never restated; one step costs as much as there are places ahead, a dozen at most.

import {
  Alternation,
  type IProduction,
  type IToken,
  NonTerminal,
  Option,
  Repetition,
  type Rule,
  Terminal,
  type TokenType,
  tokenMatcher,
} from "chevrotain";

/** A place in a rule, and where to go on once its sequence is read. */
interface Frame {
  readonly rule: string;
  readonly sequence: readonly IProduction[];
  readonly at: number;
  readonly after: Frame | undefined;
}

/** A token that may come next, in the rule that asks for it. */
export interface Place {
  readonly type: TokenType;
  readonly rule: string;
  readonly after: Frame;
}

export class Walk {
  /** Every place the next token may take. */
  ahead: readonly Place[];
  /** True when the text may end here. */
  canEnd: boolean;

  constructor(first: Rule) {
    const begin = [{ rule: first.name, sequence: first.definition, at: 0, after: undefined }];
    ({ ahead: this.ahead, canEnd: this.canEnd } = placesAfter(begin));
  }

  /** Reads a token; undefined, and the walk stays where it is, when the token has no place here. */
  take(token: IToken): Place | undefined {
    const taken = this.ahead.filter((place) => tokenMatcher(token, place.type));
    if (taken.length > 0) this.#goOn(taken);
    return taken[0];
  }

  /**
   * Reads a token that comes too early, as if up to `most` tokens had been there before it: the first guess after which the
   * token has a place that `isMeant` agrees to. One guess, as to follow all of them would multiply the places.
   */
  takeLater(token: IToken, most: number, isMeant: (place: Place) => boolean): Place | undefined {
    let guesses = this.ahead;
    for (let missing = 0; missing < most; missing++) {
      const later: Place[] = [];
      for (const { after } of guesses) {
        const { ahead } = placesAfter([after]);
        const taken = ahead.filter((place) => tokenMatcher(token, place.type) && isMeant(place));
        if (taken.length > 0) {
          this.#goOn(taken);
          return taken[0];
        }
        later.push(...ahead);
      }
      guesses = later;
    }
    return undefined;
  }

  #goOn(taken: readonly Place[]): void {
    ({ ahead: this.ahead, canEnd: this.canEnd } = placesAfter(taken.map((place) => place.after)));
  }
}

function placesAfter(frames: readonly Frame[]): { ahead: readonly Place[]; canEnd: boolean } {
  const ahead: Place[] = [];
  let canEnd = false;
  for (const frame of frames) {
    for (const place of placesAt(frame)) {
      if (place === undefined) canEnd = true;
      else ahead.push(place);
    }
  }
  return { ahead, canEnd };
}

/** The tokens that may come at a frame; undefined stands for the end. */
function* placesAt(frame: Frame): Iterable<Place | undefined> {
  const production = frame.sequence[frame.at];
  if (production === undefined) {
    if (frame.after === undefined) yield undefined;
    else yield* placesAt(frame.after);
    return;
  }
  const next: Frame = { ...frame, at: frame.at + 1 };
  const into = (sequence: readonly IProduction[], after: Frame, rule = frame.rule): Iterable<Place | undefined> =>
    placesAt({ rule, sequence, at: 0, after });
  if (production instanceof Terminal) yield { type: production.terminalType, rule: frame.rule, after: next };
  else if (production instanceof NonTerminal) {
    yield* into(production.referencedRule.definition, next, production.nonTerminalName);
  } else if (production instanceof Alternation) {
    for (const alternative of production.definition) yield* into((alternative as Rule).definition, next);
  } else if (production instanceof Repetition || production instanceof Option) {
    yield* into(production.definition, production instanceof Repetition ? frame : next);
    yield* placesAt(next);
  }
}
