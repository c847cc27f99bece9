// Holds: where everything stands in the engine's memory, for the WebAssembly sources and for those who write programs.
// In: nothing. Out: addresses, offsets and codes, in bytes; words are 32 bits, little-endian.
// Always: read by two compilers (TypeScript and AssemblyScript), so it holds nothing but numbers.
//
//   0        what a scan answers
//   STACK    the containers that are open while a JSON event is walked: node, and kind with index
//   FIELDS   the fields of a space-delimited event: start, end, start with quote or bracket
//   OUT      the lines found by a scan: start, end (with ODD in its highest bit)
//   MARKS    where the quotes, backslashes and control characters of a JSON event stand
//   PROGRAM  what was compiled from a pattern: a header, then nodes, predicates, literals
//   (after)  the events

/** Where a scan stopped: the beginning of the first line that it did not judge. */
export const RESULT_AT = 0;
/** How many lines matched without being written out. */
export const RESULT_MATCHES = 4;

/** Where strings with escapes are written out: as much room as the events have. Set by the loader. */
export const SCRATCH_AT = 8;

/** Where what a set wrote ends. */
export const RESULT_OUT = 12;

export const STACK = 1024;
export const STACK_END = 17408;
export const FIELDS = 17408;
export const FIELD_SIZE = 12;
export const FIELDS_END = 41984;
export const OUT = 41984;
export const OUT_END = 65536;
export const MARKS = 65536;
export const PROGRAM = 81920;

/** So many bytes are marked at a time: each may need a mark. */
export const MARKS_REACH = 3968;
/** After the last mark: an address of nothing. */
export const NOWHERE = 16;
/** Three vectors that marks are found with. */
export const LETTERS = 32;

/** Bytes after the events that may be read, of which the first is a line feed. */
export const SLACK = 64;

// What a line's verdict can be, and any condition's: three-valued.
export const NO = 0;
export const YES = 1;
/** The engine can't tell: the plain matcher has to. */
export const ODD = 2;
/** In a line's end, when it is ODD. */
export const ODD_BIT = 0x80000000;

// The header.
export const HEAD_KIND = 0;
export const HEAD_CONDITION = 4;
/** The trie of paths; JSON only. */
export const HEAD_ROOT = 8;
/** How many fields an event must have; space-delimited only. */
export const HEAD_FIELDS = 12;
/** 1 when the last field takes the rest of the event. */
export const HEAD_LIMITED = 16;
/** The literals one of which every matching event holds; 0 without. */
export const HEAD_FILTER = 20;
/** 1 when an event that holds one of the literals matches. */
export const HEAD_EXACT = 24;
/** How long the filter is left out because too much passed it: counted down. */
export const HEAD_IDLE = 28;
export const HEAD_TRIED = 32;
export const HEAD_PASSED = 36;
/** Where the lines found are written; of a set its own place. */
export const HEAD_OUT = 40;
export const HEAD_OUT_END = 44;
// Of a set.
/** How many patterns it has. */
export const HEAD_COUNT = 48;
/** The grams of what stands anywhere in an event; 0 without. */
export const HEAD_GRAMS4 = 52;
export const HEAD_GRAMS2 = 56;
/** The patterns that no literal tells: of any event, and of JSON events. */
export const HEAD_ALWAYS = 60;
export const HEAD_JSON_ALWAYS = 64;
/** Room for the addresses of all slots, for those whose values tell patterns. */
export const HEAD_TELLING = 68;
/** A bit for each pattern, all 0 between events. */
export const HEAD_BITS = 72;
/** The slots whose values are written out of every line: a count, then slots. Only of a program that reads values. */
export const HEAD_VALUES = 76;
/** How many fields decide, however many there are: those behind them need not be divided; 0 when all have to be. Space-delimited only. */
export const HEAD_ENOUGH = 80;
export const HEAD_SIZE = 88;

// What is written of a line whose values are read: start, end (ODD when it is not known to be one JSON object), then each value.
export const LINE_VALUES = 8;
/** Kind, start, end: addresses in the event; kind ABSENT for none. */
export const VALUE_SIZE = 12;

export const KIND_TERMS = 1;
export const KIND_JSON = 2;
export const KIND_FIELDS = 3;
/** The engine only looks for candidates. */
export const KIND_CANDIDATES = 4;
export const KIND_SET = 5;
/** Of a pattern in a set: the literal that it was found by is all it asks for. */
export const KIND_DECIDED = 6;

// A node of the trie of paths.
/** A 64-bit filter of the names it has. */
export const NODE_BLOOM = 0;
/** Its slot, 0 when nobody asks for the value as a whole. */
export const NODE_SLOT = 8;
/** Its tests: a count, then pairs of predicate and finding. 0 without. */
export const NODE_TESTS = 12;
/** Its elements: a count, then pairs of index and node. 0 without. */
export const NODE_INDEXES = 16;
/** The node of every element; 0 without. */
export const NODE_EVERY = 20;
/** How many places its table of names has, less one. */
export const NODE_MASK = 24;
/** The table of names: hash, length, text, node. 0 without. */
export const NODE_NAMES = 28;
/** When it was met last. */
export const NODE_SEEN = 32;
/** 1 below a wildcard: met once an element, not once an event. */
export const NODE_BELOW = 36;
export const NODE_SIZE = 40;
export const NAME_SIZE = 16;

// A slot: the value at a path.
export const SLOT_STAMP = 0;
export const SLOT_KIND = 4;
export const SLOT_START = 8;
export const SLOT_END = 12;
/** Which of the known texts the value is; 0 for none. */
export const SLOT_VALUE = 16;
/** The table of known texts: how many places less one, then hash, length, text, number, postings, decided postings. 0 without. */
export const SLOT_VALUES = 20;
/** The grams of wildcards' pieces. */
export const SLOT_GRAMS4 = 24;
export const SLOT_GRAMS2 = 28;
/** Ranges of numbers: a count, then lower, upper and the largest upper below, pattern (0 when the range decides) and its number; by lower. */
export const SLOT_RANGES = 32;
/** The patterns to be tried whenever there is a value. */
export const SLOT_PRESENT = 36;
/** 1 when one of the texts may be that of a number which is no plain integer. */
export const SLOT_NUMBERISH = 40;
/** Of the known texts: as many bits less one, and bits by a quick hash; 0 without texts. */
export const SLOT_BITS_MASK = 44;
export const SLOT_BITS = 48;
/** The entry of the known text that the value is; 0 for none. */
export const SLOT_ENTRY = 52;
/** What the slot's value can tell of a set. */
export const SLOT_TELLS = 56;
export const SLOT_SIZE = 64;

export const TELLS_NOTHING = 0;
/** Only by being one of the known texts. */
export const TELLS_TEXTS = 1;
/** By being there, by its pieces, by its number. */
export const TELLS_MORE = 2;

/** The value is none of those that are compared as texts. */
export const NO_TEXT = 0xfffffffe;
/** Only the plain matcher knows the value's text. */
export const ODD_TEXT = 0xffffffff;

export const VALUE_ENTRY = 24;
/** Postings of texts: a count, then pattern, and a slot with the text's number that it has to hold too; slot 0 for none. */
export const GUARDED_POSTING = 12;
// Decided postings are the same, of patterns that ask for nothing else: each is its pattern's only one, and has the pattern's number.
export const RANGE_SIZE = 32;

// Grams: two or four bytes of a literal, by their hash.
/** A mask of the bytes, the hash's shift, a table of bits, a table of chains. */
export const GRAMS_MASK = 0;
export const GRAMS_RIGHT = 4;
export const GRAMS_BITS = 8;
export const GRAMS_CHAINS = 12;
export const GRAMS_WIDTH = 16;
export const GRAMS_SIZE = 20;
/** With a width of 0: few literals, each looked for on its own: a count, then length, text, postings. */
export const GRAMS_COUNT = 0;
export const GRAMS_LIST = 20;
export const LIST_ENTRY = 12;
/** A link: next, literal's length and text, how far into it the gram stands, postings. */
export const GRAM_LINK = 20;

// A pattern of a set; postings are a count, then addresses of patterns.
export const PATTERN_NUMBER = 0;
export const PATTERN_KIND = 4;
export const PATTERN_CONDITION = 8;
/** When it was tried last. */
export const PATTERN_TRIED = 12;
/** How many fields an event must have; 1 in LIMITED when the last takes the rest. */
export const PATTERN_FIELDS = 16;
export const PATTERN_LIMITED = 20;
export const PATTERN_SIZE = 24;

// A finding: what the elements of a wildcard said so far.
export const FINDING_STAMP = 0;
export const FINDING_FOUND = 4;
export const FINDING_SIZE = 8;

// Kinds of values.
export const VALUE_ABSENT = 0;
export const VALUE_STRING = 1;
export const VALUE_NUMBER = 2;
export const VALUE_TRUE = 3;
export const VALUE_FALSE = 4;
export const VALUE_NULL = 5;
export const VALUE_OBJECT = 6;
export const VALUE_ARRAY = 7;
export const VALUE_FIELD = 8;
/** A string with escapes. */
export const VALUE_ESCAPED = 9;

// A predicate.
export const TEST_TYPE = 0;
/** 1 when its opposite is meant; for numbers the operator. */
export const TEST_NEGATED = 4;
/** A text's length; a state's kind; how many pieces a wildcard has. */
export const TEST_SIZE = 8;
/** A text; pieces: pairs of length and text. */
export const TEST_DATA = 12;
export const TEST_FLAGS = 16;
/** A number as a double. */
export const TEST_DOUBLE = 24;
export const TEST_RECORD = 32;

export const TEST_ANY = 0;
export const TEST_STATE = 1;
export const TEST_TEXT = 2;
export const TEST_WILDCARD = 3;
export const TEST_REGEX = 4;
export const TEST_DECIMAL = 5;

/** The text may be that of a number which is no plain integer. */
export const FLAG_NUMBERISH = 1;
/** The number is one that doubles compare exactly. */
export const FLAG_SAFE = 1;
/** IS NULL looks at an array's elements too. */
export const FLAG_ELEMENTS = 1;

export const OP_EQ = 1;
export const OP_NE = 2;
export const OP_LT = 3;
export const OP_LE = 4;
export const OP_GT = 5;
export const OP_GE = 6;

// A table of states, of a regular expression over ASCII.
/** How many classes of bytes there are; the class of each; the state after each state and class, 16 bits; whether ends accept. */
export const DFA_WIDTH = 0;
export const DFA_CLASSES = 4;
export const DFA_TABLE = 8;
export const DFA_ENDS = 12;
export const DFA_SIZE = 16;
/** A match has been found; none can be found; the search begins. */
export const DFA_ACCEPTS = 0;
export const DFA_DEAD = 1;
export const DFA_FIRST = 2;

// A condition.
export const IF_TYPE = 0;
/** Of and / or: how many conditions, whose addresses follow. */
export const IF_COUNT = 4;
export const IF_OPERANDS = 8;
/** Of a test: the predicate, and its slot, or its field with 1 when that counts from the end. */
export const IF_TEST = 4;
export const IF_PLACE = 8;
export const IF_FROM_END = 12;
/** Of a wildcard: 1 when finding something speaks against it; the parent's slot; the finding; 1 for NOT EXISTS. */
export const IF_AGAINST = 4;
export const IF_FINDING = 12;
export const IF_ABSENT = 16;
/** Of a term: its length and text. */
export const IF_LENGTH = 4;
export const IF_TEXT = 8;
/** Of known values that must all be there: a count, then pairs of slot and number. */
export const IF_PAIRS = 8;
export const IF_SIZE = 20;

export const IF_AND = 1;
export const IF_OR = 2;
export const IF_SLOT = 3;
export const IF_WILDCARD = 4;
export const IF_FIELD = 5;
export const IF_TERM = 6;
export const IF_NO_TERM = 7;
/** Slots that hold known texts; and one that holds another. */
export const IF_VALUES = 8;
export const IF_NO_VALUE = 9;
/** A test of the whole event. */
export const IF_WHOLE = 10;

// A filter of literals.
export const FILTER_TYPE = 0;
export const FILTER_PAIR = 1;
export const FILTER_TEDDY = 2;
export const FILTER_SAMPLE = 3;
/** Two literals: two records as of one, one after the other. */
export const FILTER_TWO = 4;
/** One literal: its text and length, and two of its bytes with their places. */
export const PAIR_TEXT = 4;
export const PAIR_LENGTH = 8;
export const PAIR_OFFSET1 = 12;
export const PAIR_BYTE1 = 16;
export const PAIR_OFFSET2 = 20;
export const PAIR_BYTE2 = 24;
/** 1 when the two bytes that begin a `\u` escape count as the literal. */
export const PAIR_ESCAPE = 28;
export const PAIR_SIZE = 32;
/** A few literals: six tables of 16 bytes, by the halves of three bytes; then eight buckets: a count, then length, text, and how far into it the three bytes stand. */
export const TEDDY_ENTRY = 12;
export const TEDDY_TABLES = 16;
export const TEDDY_BUCKETS = 112;
export const TEDDY_SIZE = 144;
/** Many literals: how many bytes a gram has, how far apart they are taken; mask and shift of the hash, bits, table of chains. */
export const SAMPLE_WIDTH = 4;
export const SAMPLE_STEP = 8;
export const SAMPLE_MASK = 12;
export const SAMPLE_RIGHT = 16;
export const SAMPLE_BITS = 20;
export const SAMPLE_CHAINS = 24;
export const SAMPLE_SIZE = 28;
/** There are fewer chains than bits: by so many bits of the hash. */
export const SAMPLES_A_CHAIN = 6;
// A link of a chain: next, length, text, how far into it the gram stands.

/** What the hashes multiply by. */
export const HASH_A = 0x9e3779b1;
export const HASH_B = 0x85ebca6b;
