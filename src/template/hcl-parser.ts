// Holds: the parser of Terraform's language, which users bring: web-tree-sitter with tree-sitter-hcl's grammar.
// In: the grammar, as its file's path or bytes. Out: a parser, or an error that says what is missing.
// Always: neither package is needed, or loaded, before a parser is asked for.

/** A node of the tree, as far as it is read here. Places are UTF-16 offsets. */
export interface HclNode {
  readonly type: string;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly hasError: boolean;
  readonly isError: boolean;
  readonly isMissing: boolean;
  readonly children: readonly (HclNode | null)[];
}

/** Parses one file; the tree is valid until `done` is called. */
export interface HclParser {
  parse(text: string): { readonly root: HclNode; readonly done: () => void };
}

/** How long one file may take, in milliseconds: the grammar is slow with what is nested without end. */
const PATIENCE = 60_000;

/**
 * Loads the parser.
 * @param grammar `tree-sitter-hcl.wasm` of the package `@tree-sitter-grammars/tree-sitter-hcl`: its path, or its bytes.
 * @throws when `web-tree-sitter` is not installed or the grammar can't be read.
 */
export async function loadHclParser(grammar: string | Uint8Array): Promise<HclParser> {
  const { Language, Parser } = await import("web-tree-sitter");
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return {
    parse(text) {
      const end = Date.now() + PATIENCE;
      const tree = parser.parse(text, null, { progressCallback: () => Date.now() > end });
      if (tree === null) {
        parser.reset();
        throw new Error(`it took more than ${PATIENCE / 1000} seconds`);
      }
      return { root: tree.rootNode as HclNode, done: () => tree.delete() };
    },
  };
}
