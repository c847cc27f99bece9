// Holds: patterns that between them use all of the language. In: nothing. Out: texts.
// Always: each is accepted as it stands; cut or with a character lost, most are not.

export const TYPED: readonly string[] = [
  'ERROR -timeout ?"disk full"',
  '?WARN ?-x "a \\"b\\" c" -"two words"',
  "%^ER{2,3}O?[Rr0-9]+\\s(a|b.*c)\\x3A$%",
  '{ $.eventName = "ConsoleLogin" && ($.errorCode != "*Denied*" || $.n >= -1.5e3) }',
  "{ $.a[0].b IS TRUE || $.c[*] NOT EXISTS && $.* = %x[^y]% }",
  '{ ($.a IS NULL) || ($.["b c"].d = 10.0.0.*) }',
  '[ip, user != "-", ..., status = 4* || status = 5*, bytes > 1000 && bytes <= 2e3]',
  "[a = %\\d{3}%, (b = x && b != y*) || b = z]",
];
