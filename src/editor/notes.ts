// Holds: what each piece of a pattern means, in one or two sentences, with how that is known.
// In: nothing. Out: the notes that hover and completion show.
// Always: a rule's home is the code that follows it; a note tells it to people, and tells above all what surprises.

/** How something is known: documented by the service's makers, observed on the service, inferred from either, or chosen here. */
export type Evidence = "documented" | "observed" | "inferred" | "chosen";

export const NOTES = {
  json: {
    evidence: "documented",
    says: "A JSON pattern: matches events that are one JSON object for which the condition holds.",
  },
  fields: {
    evidence: "observed",
    says: 'A space-delimited pattern: the event falls into fields at white space; `"…"` and `[…]` hold one field together. It needs at least as many fields as stand here; without `...` the last one takes the rest of the line.',
  },
  regexPattern: { evidence: "documented", says: "A regular expression, looked for anywhere in the event." },
  term: {
    evidence: "observed",
    says: "The event holds this text, anywhere and inside longer words too (documented as a word). Capitals matter.",
  },
  phrase: {
    evidence: "observed",
    says: "The event holds exactly this text, blanks included. `*` in it is an ordinary character.",
  },
  exclude: { evidence: "documented", says: "The event does not hold the term that follows." },
  optional: { evidence: "documented", says: "One of the terms with `?` is enough." },
  ignored: { evidence: "observed", says: "Ignored by the service, because a term without `?` stands beside it." },
  selector: {
    evidence: "observed",
    says: "Only a string or a number satisfies a comparison; where the property is missing, null, a boolean, an array or an object, every operator is false, `!=` too.",
  },
  wildcard: {
    evidence: "observed",
    says: "`[*]` and `.*` both mean every element of an array and every member of an object; one that satisfies the comparison is enough. With `!=`, none may be equal.",
  },
  name: { evidence: "observed", says: 'A field: a run of text between white space, or what stands in `"…"` or `[…]`.' },
  ellipsis: { evidence: "documented", says: "Any number of fields, none included. Stands once in a pattern." },
  comma: { evidence: "documented", says: "Between two fields. Nothing between commas is a field without a name." },
  "=": {
    evidence: "observed",
    says: "Equal: by value if a bare number meets a number, else by text. Text may hold `*`.",
  },
  "!=": {
    evidence: "observed",
    says: "Not equal. In a JSON pattern false, not true, where the property is missing, null or a boolean.",
  },
  order: {
    evidence: "observed",
    says: 'Compares numbers only; a text such as "10" never satisfies it in a JSON pattern.',
  },
  number: {
    evidence: "observed",
    says: "A number: equal to numbers of the same value, and to a JSON string of exactly these characters.",
  },
  text: {
    evidence: "observed",
    says: "A text, capitals and all. A JSON number is compared by its text, as Java writes it: 1e3 is `1000.0`.",
  },
  boolean: {
    evidence: "observed",
    says: "The text, not the boolean: a JSON boolean is found with IS TRUE or IS FALSE.",
  },
  star: {
    evidence: "observed",
    says: "Any string or number. No test for existence: booleans, null, arrays and objects do not satisfy it.",
  },
  stars: {
    evidence: "observed",
    says: "`*` stands for any text, but without going back: each piece is taken where it first occurs, so `*11` does not match `111`.",
  },
  regex: {
    evidence: "documented",
    says: "A regular expression, looked for anywhere in the text of the value. At most two in a pattern.",
  },
  and: { evidence: "documented", says: "Both sides hold. Binds tighter than `||`." },
  or: { evidence: "documented", says: "At least one side holds." },
  group: { evidence: "documented", says: "What stands in parentheses is taken first." },
  null: { evidence: "observed", says: "The property is there and null; holds for an array with a null element too." },
  true: { evidence: "observed", says: 'The property is the boolean true; the text "true" does not count.' },
  false: { evidence: "observed", says: 'The property is the boolean false; the text "false" does not count.' },
  exists: { evidence: "observed", says: "The selector leads nowhere. A property that is null exists." },
  is: { evidence: "documented", says: "Asks for null or a boolean; NULL, TRUE or FALSE follows." },
} as const;

export type NoteName = keyof typeof NOTES;
