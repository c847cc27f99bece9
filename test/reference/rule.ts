// Holds: a slow, plain evaluator of alarm rules, written from the documented grammar alone.
// In: the text of a rule that the service accepts, the state of each alarm. Out: whether the rule is true.
// Always: no import from src; the text is rewritten from the inside outwards until one truth value is left.

export function referenceRule(text: string, stateOf: (name: string) => string): boolean {
  const names: string[] = [];
  // Names first, so that nothing in them is taken for grammar: each becomes `#` and its number.
  const arn = /^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:/;
  const keep = (name: string): string => `#${names.push(name.replace(arn, "")) - 1}`;
  let rest = text.replaceAll(/"((?:\\"|[^"])*)"/g, (_, name: string) => keep(name.replaceAll('\\"', '"')));
  rest = rest.replaceAll(/(ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*([^\s(),"]+)\s*\)/g, (_, state: string, name: string) => {
    const at = name.startsWith("#") ? Number(name.slice(1)) : names.push(name.replace(arn, "")) - 1;
    return stateOf(names[at]!) === state ? "T" : "F";
  });
  rest = rest.replaceAll(
    /AT_LEAST\s*\(\s*(\d+)(%?)\s*,\s*(NOT\s+)?(\w+)\s*,\s*\(([^()]*)\)\s*\)/g,
    (_, number: string, percent: string, not: string | undefined, state: string, list: string) => {
      const alarms = list.split(",").map((name) => name.trim());
      let count = 0;
      for (const name of alarms) {
        const known = name.startsWith("#") ? names[Number(name.slice(1))]! : name;
        if ((stateOf(known) === state) === (not === undefined)) count++;
      }
      // At least P percent: count / all >= P / 100, in whole numbers.
      return (percent === "" ? count >= Number(number) : count * 100 >= Number(number) * alarms.length) ? "T" : "F";
    },
  );
  rest = rest.replaceAll("TRUE", "T").replaceAll("FALSE", "F").replaceAll("AND", "&").replaceAll("NOT", "!");
  rest = rest.replaceAll("OR", "|").replaceAll(/\s+/g, "");
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = rest.replace(/!([TF])/, (_, value: string) => (value === "T" ? "F" : "T"));
    if (rest !== before) continue;
    rest = rest.replace(/([TF])&([TF])/, (_, a: string, b: string) => (a === "T" && b === "T" ? "T" : "F"));
    if (rest !== before) continue;
    // OR last: only where no AND can still claim one of its sides.
    rest = rest.replace(
      /(^|\(|\|)([TF])\|([TF])(?=$|\)|\|)/,
      (_, left: string, a: string, b: string) => `${left}${a === "T" || b === "T" ? "T" : "F"}`,
    );
    if (rest !== before) continue;
    rest = rest.replace(/\(([TF])\)/, "$1");
  }
  if (rest !== "T" && rest !== "F") throw new Error(`${text} came to ${rest}`);
  return rest === "T";
}
