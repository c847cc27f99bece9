// Metric math, slow and obviously right: text is evaluated while it is read, by recursive descent, one function a rank.
// A series is a map from timestamp to value, which holds datapoints only.

export type Series = ReadonlyMap<number, number>;
type Value = number | undefined | Series | readonly Series[] | string;

export interface World {
  readonly times: readonly number[];
  readonly period: number;
  readonly metrics: Readonly<Record<string, Series>>;
}

const isSeries = (v: Value): v is Series => v instanceof Map;
const isArray = (v: Value): v is readonly Series[] => Array.isArray(v);

export function referenceMath(text: string, world: World): Series {
  const tokens = text.match(/"[^"]*"|\d+(?:\.\d+)?|[A-Za-z_]\w*|&&|\|\||[=!<>]=|\S/g) ?? [];
  let at = 0;
  const next = (): string | undefined => tokens[at];
  const take = (): string => tokens[at++]!;
  const accept = (...wanted: string[]): string | undefined => (wanted.includes(next() ?? "") ? take() : undefined);
  const expect = (wanted: string): void => {
    if (take() !== wanted) throw new Error(`expected ${wanted} in ${text}`);
  };

  const leftToRight = (inner: () => Value, ...operators: string[]): Value => {
    let value = inner();
    for (let operator = accept(...operators); operator !== undefined; operator = accept(...operators))
      value = binary(operator, value, inner());
    return value;
  };
  const or = (): Value => leftToRight(and, "OR", "||");
  const and = (): Value => leftToRight(comparison, "AND", "&&");
  const comparison = (): Value => leftToRight(sum, "==", "!=", "<", "<=", ">", ">=");
  const sum = (): Value => leftToRight(product, "+", "-");
  const product = (): Value => leftToRight(sign, "*", "/");
  const sign = (): Value => (accept("-") === undefined ? power() : binary("*", -1, sign()));
  const power = (): Value => {
    const base = atom();
    return accept("^") === undefined ? base : binary("^", base, sign());
  };
  const list = (close: string): Value[] => {
    const values: Value[] = [];
    while (next() !== close) {
      values.push(or());
      accept(",");
    }
    expect(close);
    return values;
  };
  const atom = (): Value => {
    if (accept("(") !== undefined) {
      const value = or();
      expect(")");
      return value;
    }
    if (accept("[") !== undefined) return list("]").flatMap((v) => (isArray(v) ? v : [v as Series]));
    const token = take();
    if (/^\d/.test(token)) return Number(token);
    if (token.startsWith('"')) return token.slice(1, -1);
    if (accept("(") !== undefined) return call(token, list(")"));
    return world.metrics[token] ?? token;
  };

  const binary = (operator: string, a: Value, b: Value): Value => {
    if (isArray(a)) return a.map((one) => binary(operator, one, b) as Series);
    if (isArray(b)) return b.map((one) => binary(operator, a, one) as Series);
    if (!isSeries(a) && !isSeries(b)) return calculate(operator, a as number | undefined, b as number | undefined);
    return made((t) => {
      if (isSeries(a) && isSeries(b)) {
        if (!a.has(t) && !b.has(t)) return undefined;
        return calculate(operator, a.get(t) ?? 0, b.get(t) ?? 0);
      }
      return calculate(operator, at_(a, t), at_(b, t));
    });
  };
  const at_ = (v: Value, t: number): number | undefined => (isSeries(v) ? v.get(t) : (v as number | undefined));
  const made = (of: (time: number, index: number) => number | undefined): Series => {
    const points = new Map<number, number>();
    world.times.forEach((t, i) => {
      const value = of(t, i);
      if (value !== undefined && Number.isFinite(value)) points.set(t, value);
    });
    return points;
  };
  const each = (v: Value, change: (one: Series) => Series): Value => (isArray(v) ? v.map(change) : change(v as Series));
  const previous = (one: Series, t: number): number | undefined =>
    world.times.filter((u) => u < t && one.has(u)).at(-1);
  const following = (one: Series, t: number): number | undefined => world.times.find((u) => u > t && one.has(u));
  const pairs = (v: Value, of: (now: number, then: number, seconds: number) => number): Value =>
    each(v, (one) =>
      made((t) => {
        const u = previous(one, t);
        return one.has(t) && u !== undefined ? of(one.get(t)!, one.get(u)!, (t - u) / 1000) : undefined;
      }),
    );
  const overAll = (name: string, one: Series): number | undefined => {
    const values = world.times.flatMap((t) => (one.has(t) ? [one.get(t)!] : []));
    return values.length === 0 && !["SUM", "DATAPOINT_COUNT"].includes(name) ? undefined : finite(total(name, values));
  };
  const date = (of: (d: Date) => number): Series => made((t) => of(new Date(t)));

  const call = (name: string, given: Value[]): Value => {
    const [a, b, c, d] = given;
    switch (name) {
      case "ABS":
      case "CEIL":
      case "FLOOR":
      case "LOG":
      case "LOG10": {
        const change = { ABS: Math.abs, CEIL: Math.ceil, FLOOR: Math.floor, LOG: Math.log, LOG10: Math.log10 }[name];
        return each(a, (one) => made((t) => (one.has(t) ? change(one.get(t)!) : undefined)));
      }
      case "SUM":
      case "AVG":
      case "MIN":
      case "MAX":
      case "STDDEV":
      case "DATAPOINT_COUNT":
        if (!isArray(a)) return overAll(name, a as Series);
        return made((t) => {
          const there = a.flatMap((one) => (one.has(t) ? [one.get(t)!] : []));
          if (name === "DATAPOINT_COUNT") return there.length;
          if (there.length === 0) return undefined;
          return name === "AVG" ? total("SUM", there) / a.length : total(name, there);
        });
      case "RATE":
        return pairs(a, (now, then, seconds) => (now - then) / seconds);
      case "DIFF":
        return pairs(a, (now, then) => now - then);
      case "DIFF_TIME":
        return pairs(a, (_now, _then, seconds) => seconds);
      case "RUNNING_SUM":
        return each(a, (one) =>
          made((t) =>
            one.has(t)
              ? total(
                  "SUM",
                  world.times.flatMap((u) => (u <= t && one.has(u) ? [one.get(u)!] : [])),
                )
              : undefined,
          ),
        );
      case "FILL":
        return each(a, (one) =>
          made((t) => {
            if (one.has(t)) return one.get(t);
            const [u, w] = [previous(one, t), following(one, t)];
            if (b === "REPEAT") return u === undefined ? undefined : one.get(u);
            if (b !== "LINEAR") return at_(b, t);
            if (u === undefined || w === undefined) return undefined;
            return one.get(u)! + ((t - u) / (w - u)) * (one.get(w)! - one.get(u)!);
          }),
        );
      case "IF":
        return made((t) => {
          const condition = at_(a, t);
          if (condition === undefined) return undefined;
          if (condition === 0) return at_(c, t);
          return at_(b, t) ?? (isSeries(a) && isSeries(b) ? 0 : undefined);
        });
      case "METRICS":
        return Object.keys(world.metrics).flatMap((id) =>
          id.includes((a as string | undefined) ?? "") ? [world.metrics[id]!] : [],
        );
      case "METRIC_COUNT":
        return (a as readonly Series[]).length;
      case "FIRST":
        return (a as readonly Series[]).at(0) ?? new Map();
      case "LAST":
        return (a as readonly Series[]).at(-1) ?? new Map();
      case "REMOVE_EMPTY":
        return (a as readonly Series[]).filter((one) => one.size > 0);
      case "SLICE":
        return (a as readonly Series[]).slice(b as number, c as number | undefined);
      case "SORT": {
        // Insertion: behind every series that comes before it or ties with it.
        const sorted: Series[] = [];
        for (const one of a as readonly Series[]) {
          const mine = overAll(b as string, one);
          const place = sorted.findIndex((other) => {
            const theirs = overAll(b as string, other);
            if (mine === undefined) return false;
            return theirs === undefined || (c === "ASC" ? theirs > mine : theirs < mine);
          });
          sorted.splice(place < 0 ? sorted.length : place, 0, one);
        }
        return sorted.slice(0, d as number | undefined);
      }
      case "PERIOD":
        return world.period;
      case "TIME_SERIES":
        return made(() => a as number | undefined);
      case "MINUTE":
        return date((x) => Number(x.toISOString().slice(14, 16)));
      case "HOUR":
        return date((x) => Number(x.toISOString().slice(11, 13)));
      case "DAY":
        // The first of January 1970 was a Thursday.
        return date((x) => ((Math.floor(x.getTime() / 86_400_000) + 3) % 7) + 1);
      case "DATE":
        return date((x) => Number(x.toISOString().slice(8, 10)));
      case "MONTH":
        return date((x) => Number(x.toISOString().slice(5, 7)));
      case "YEAR":
        return date((x) => Number(x.toISOString().slice(0, 4)));
      case "EPOCH":
        return date((x) => x.getTime() / 1000);
      default:
        throw new Error(`no function ${name}`);
    }
  };

  const result = or();
  if (at !== tokens.length) throw new Error(`left over in ${text}`);
  return isArray(result) ? result[0]! : (result as Series);
}

const finite = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isFinite(value) ? value : undefined;

function calculate(operator: string, a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const one = (truth: boolean): number => (truth ? 1 : 0);
  switch (operator) {
    case "+":
      return finite(a + b);
    case "-":
      return finite(a - b);
    case "*":
      return finite(a * b);
    case "/":
      return b === 0 ? undefined : finite(a / b);
    case "^":
      return finite(a ** b);
    case "==":
      return one(a === b);
    case "!=":
      return one(a !== b);
    case "<":
      return one(a < b);
    case "<=":
      return one(a <= b);
    case ">":
      return one(a > b);
    case ">=":
      return one(a >= b);
    case "AND":
    case "&&":
      return one(a !== 0 && b !== 0);
    default:
      return one(a !== 0 || b !== 0);
  }
}

function total(name: string, values: readonly number[]): number {
  const sum = values.reduce((x, y) => x + y, 0);
  if (name === "SUM") return sum;
  if (name === "AVG") return sum / values.length;
  if (name === "MIN") return Math.min(...values);
  if (name === "MAX") return Math.max(...values);
  if (name === "DATAPOINT_COUNT") return values.length;
  const mean = sum / values.length;
  return Math.sqrt(values.map((x) => (x - mean) ** 2).reduce((x, y) => x + y, 0) / values.length);
}
