// Random metric math of sound types: texts of series, scalars and arrays, with and without parentheses.

import fc from "fast-check";

export const IDS = ["m1", "m2", "m10", "constructor"] as const;

const OPERATORS = ["+", "-", "*", "/", "^", "==", "!=", "<", "<=", ">", ">=", "AND", "OR", "&&", "||"] as const;
const operator = fc.constantFrom(...OPERATORS);
const wrapped = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(text, fc.constantFrom("", "", "-", "--", "("))
    .map(([inner, by]) => (by === "(" ? `(${inner})` : `${by}${inner}`));

const call = (name: fc.Arbitrary<string> | string, ...given: (fc.Arbitrary<string> | string)[]): fc.Arbitrary<string> =>
  fc
    .tuple(...[name, ...given].map((part) => (typeof part === "string" ? fc.constant(part) : part)))
    .map(([of, ...parts]) => `${of}(${parts.join(", ")})`);

const texts = fc.letrec<{ series: string; scalar: string; array: string }>((tie) => {
  const [TS, S, MANY] = [tie("series"), tie("scalar"), tie("array")];
  const either = fc.oneof(TS, S);
  const same = fc.constantFrom("ABS", "CEIL", "FLOOR", "LOG", "LOG10", "RATE", "DIFF", "DIFF_TIME", "RUNNING_SUM");
  const reduce = fc.constantFrom("SUM", "AVG", "MIN", "MAX", "STDDEV", "DATAPOINT_COUNT");
  const filler = fc.oneof(TS, S, fc.constantFrom("REPEAT", "LINEAR"));
  const joined = (a: fc.Arbitrary<string>, b: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.tuple(wrapped(a), operator, wrapped(b)).map((parts) => `(${parts.join(" ")})`);
  return {
    scalar: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      fc.constantFrom("0", "1", "2", "0.5", "10"),
      joined(S, S),
      call(reduce, TS),
      call("METRIC_COUNT", MANY),
      call("PERIOD", fc.constantFrom(...IDS)),
    ),
    series: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      fc.constantFrom(...IDS),
      joined(TS, either),
      joined(S, TS),
      // Without parentheses: what binds tighter shows.
      fc.tuple(TS, operator, wrapped(TS), operator, wrapped(TS)).map((parts) => `(${parts.join(" ")})`),
      call(same, TS),
      call(reduce, MANY),
      call("FILL", TS, filler),
      call("IF", TS, either, either),
      call("IF", TS, either),
      call("IF", S, TS, TS),
      call("TIME_SERIES", S),
      call(fc.constantFrom("FIRST", "LAST"), MANY),
      call(fc.constantFrom("MINUTE", "HOUR", "DAY", "DATE", "MONTH", "YEAR", "EPOCH"), TS),
    ),
    array: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      fc.constantFrom("METRICS()", 'METRICS("m1")', "[m2, m1]"),
      fc.array(fc.oneof(TS, MANY), { minLength: 1, maxLength: 3 }).map((parts) => `[${parts.join(", ")}]`),
      joined(MANY, either),
      call(same, MANY),
      call("FILL", MANY, filler),
      call("REMOVE_EMPTY", MANY),
      call("SLICE", MANY, fc.constantFrom("0", "1"), fc.constantFrom("1", "2")),
      call("SLICE", MANY, fc.constantFrom("0", "1", "3")),
      call("SORT", MANY, fc.constantFrom("SUM", "AVG", "MIN", "MAX"), fc.constantFrom("ASC", "DESC")),
      call("SORT", MANY, "MAX", "DESC", fc.constantFrom("1", "2")),
    ),
  };
});

/** Expressions whose result is one series. */
export const series: fc.Arbitrary<string> = texts.series;
