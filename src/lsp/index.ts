// Holds: the entry `tocsin/lsp`: the language server, for whoever brings a connection.
// In: nothing. Out: what serves a connection of the package vscode-languageserver, whose types alone are used.
// Always: listed by hand; needs no Node: a connection to a web worker is served as well.

export { type LanguageServerOptions, serve } from "./server.ts";
