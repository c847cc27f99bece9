// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Fn::Sub writes its holes.
// The life of a server, and what it makes of bad input.

import { spawn, spawnSync } from "node:child_process";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { ResponseError } from "vscode-languageserver-protocol";
import { OpenText } from "../../src/lsp/open-text.ts";
import { read } from "../../src/lsp/reading.ts";
import { ENTRY, spawned } from "../cli/drive.ts";
import { client, positionOf, textOf } from "./client.ts";

const editor = client();
await editor.initialize({
  capabilities: {
    textDocument: {
      completion: { completionItem: { snippetSupport: true } },
      formatting: { dynamicRegistration: true },
    },
    workspace: { workspaceEdit: { documentChanges: true } },
  },
});

const template = (pattern: string): string => `Resources:
  Watch:
    Type: AWS::Logs::SubscriptionFilter
    Properties:
      LogGroupName: /app/web
      DestinationArn: arn:aws:lambda:us-east-1:123456789012:function:f
      FilterPattern: ${pattern}
`;

describe("what the server says of itself", () => {
  test("is what it can do", async () => {
    const { serverInfo, capabilities } = await editor.initialize();
    expect(serverInfo).toEqual({ name: "tocsin" });
    expect(capabilities).toMatchObject({
      ...{ positionEncoding: "utf-16", textDocumentSync: { openClose: true, change: 2 }, hoverProvider: true },
      codeActionProvider: { codeActionKinds: ["quickfix", "refactor.rewrite"] },
      completionProvider: { triggerCharacters: expect.arrayContaining(["$", ".", "=", '"']) },
    });
  });

  test("formatting is registered for patterns alone, so that no other formatter gets a rival", async () => {
    const { capabilities } = await editor.initialize();
    expect(capabilities.documentFormattingProvider).toBe(undefined);
    await expect.poll(() => editor.registered, { timeout: 10_000 }).toEqual(["textDocument/formatting"]);
  });
});

describe("a document", () => {
  const uri = "file:///w/a.yaml";

  test("has findings of its alarms, and of what its resources say about each other", async () => {
    const found = await editor.open(
      uri,
      "yaml",
      `Resources:
  Errors:
    Type: AWS::Logs::MetricFilter
    Properties:
      LogGroupName: /app/web
      FilterPattern: ERROR
      MetricTransformations:
        - { MetricName: Errors, MetricNamespace: App, MetricValue: "1" }
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: App
      MetricName: Eror
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 1
      ComparisonOperator: GreaterThan
`,
    );
    const told = found.map(({ code, severity, range, data }) => [
      code,
      severity,
      textOf(editor.document(uri), range),
      data,
    ]);
    expect(told).toEqual([
      ["alarm-metric", 2, "Eror", { resource: "Alarm" }],
      ["alarm-operator", 1, "GreaterThan", { resource: "Alarm" }],
    ]);
  });

  test("leads from a finding to its page and to related places", async () => {
    const [found] = await editor.open(uri, "yaml", template(`'{ $.a = "x }'`));
    expect(found?.codeDescription?.href).toMatch(/^file:.*\/docs\/diagnostics\.md#quote-unterminated$/);
    const [twice] = await editor.open(uri, "yaml", `${template("ERROR")}      FilterPattern: WARN\n`);
    expect(twice?.code).toBe("template-duplicate-key");
    const [first] = twice?.relatedInformation ?? [];
    expect(first?.location.uri).toBe(uri);
    expect(textOf(editor.document(uri), first!.location.range)).toBe("FilterPattern");
  });

  test("a resource that lacks something is marked by its first line", async () => {
    const text =
      "Resources:\n  Watch:\n    Type: AWS::Logs::MetricFilter\n    Properties:\n      FilterPattern: ERROR\n";
    const found = await editor.open(uri, "yaml", text);
    expect(found.map(({ range }) => textOf(editor.document(uri), range))).toContain("Watch:");
  });

  test("nothing is reported, coloured or explained across a hole", async () => {
    const found = await editor.open(
      uri,
      "yaml",
      template("!Sub '{ $.a = \"${Stage}\" && $.b == 5 }'").replace(
        "Resources:",
        "Parameters:\n  Stage: { Type: String }\nResources:",
      ),
    );
    const document = editor.document(uri);
    expect(found.map(({ code, severity, range }) => [code, severity, textOf(document, range)])).toEqual([
      ["template-hole", 3, "${Stage}"],
      ["operator-form", 1, "=="],
    ]);
    expect(await editor.hover(uri, positionOf(document, "${Stage}", 3))).toBe(null);
    expect(await editor.hover(uri, positionOf(document, "$.b", 1))).not.toBe(null);
    expect(await editor.complete(uri, positionOf(document, "${Stage}", 3))).toEqual([]);
    expect((await editor.tokens(uri)).map(([text]) => text)).not.toContain("${Stage}");
    expect(await editor.actions(uri, { start: positionOf(document, "$.b"), end: positionOf(document, "$.b") })).toEqual(
      [],
    );
  });

  test("that speaks of no pattern is left to others, broken or not", async () => {
    expect(await editor.open("file:///w/pod.yaml", "yaml", "kind: Pod\n---\n\tkind: x: y: [")).toEqual([]);
    expect(await editor.open("file:///w/notes.txt", "plaintext", "AWS::Logs::MetricFilter: [")).toEqual([]);
    expect(await editor.open("file:///w/stack.ts", "typescript", "new Alarm({ filterPattern: '{' })")).toEqual([]);
  });

  test.each([
    ["a tab in the indentation", "yaml", `${template("ERROR")}\tx: 1\n`, "template-syntax"],
    ["YAML cut off", "yaml", template("'{ $.a = "), "template-syntax"],
    ["JSON cut off", "json", '{"Resources":{"A":{"Type":"AWS::Logs::MetricFilter"', "template-syntax"],
    [
      "HCL cut off",
      "terraform",
      'resource "aws_cloudwatch_log_metric_filter" "a" {\n  pattern = "{ $.a',
      "template-syntax",
    ],
    ["a pattern that is no text", "yaml", template("[a, b]"), "template-type"],
  ])("%s is told, and the server goes on", async (_name, languageId, text, code) => {
    const found = await editor.open(`file:///w/broken-${languageId}`, languageId, text);
    expect(found.map((one) => one.code)).toContain(code);
  });

  test("closed has no findings any more", async () => {
    await editor.open(uri, "yaml", template("ERR*"));
    const before = editor.told.length;
    await editor.close(uri);
    await editor.hover(uri, { line: 0, character: 0 });
    expect(editor.told.slice(before)).toEqual([{ uri, diagnostics: [] }]);
  });
});

describe("edits", () => {
  const uri = "file:///w/edits.json";
  const json = (pattern: string): string =>
    `{"Resources":{"A":{"Type":"AWS::Logs::SubscriptionFilter","Properties":{"FilterPattern":${JSON.stringify(pattern)}}}}}`;

  test("put the cursor where it belongs, in the form of the document, for editors that can", async () => {
    await editor.open(uri, "json", json("{ $.a =  }"));
    const items = await editor.complete(uri, positionOf(editor.document(uri), "$.a = ", 6));
    const item = items.find(({ label }) => label === "a text");
    expect(item).toMatchObject({ insertTextFormat: 2, textEdit: { newText: '\\\\"$0\\\\"' } });
  });

  test("name the version that they are for, for editors that know versions", async () => {
    const [found] = await editor.open(uri, "json", json("{ $.a == 1 }"));
    const [fix] = await editor.actions(uri, found!.range);
    const { version } = editor.document(uri);
    expect(fix?.edit?.documentChanges).toMatchObject([{ textDocument: { uri, version }, edits: [{ newText: "=" }] }]);
  });

  test("of a plain text that would need quotes put it in quotes, the cursor inside", async () => {
    await editor.open(uri.replace("json", "yaml"), "yaml", template("E"));
    const items = await editor.complete(
      uri.replace("json", "yaml"),
      positionOf(editor.document(uri.replace("json", "yaml")), ": E", 2),
    );
    const item = items.find(({ label }) => label === "{ $. }");
    expect(item).toMatchObject({ insertTextFormat: 2, textEdit: { newText: "'{ \\$.$0 \\}E'" } });
  });
});

const PIECES = [
  "{",
  "}",
  "$.a",
  " = ",
  "==",
  '"',
  "'",
  "\\",
  "\n",
  "\r\n",
  "\t",
  " ",
  ":",
  "é",
  "😀",
  "#",
  "${X}",
  "FilterPattern: ERR*\n",
];
const spot = fc.record({ line: fc.nat(9), character: fc.nat(50) });
const typed = fc.array(
  fc.record({
    start: spot,
    end: spot,
    text: fc.array(fc.constantFrom(...PIECES), { maxLength: 3 }).map((parts) => parts.join("")),
  }),
  { minLength: 1, maxLength: 6 },
);
const isBefore = (a: { line: number; character: number }, b: typeof a): boolean =>
  a.line < b.line || (a.line === b.line && a.character <= b.character);

describe("whatever is typed", () => {
  const kinds = ["yaml", "json", "tf", "cwfilter"] as const;
  property.prop([fc.array(fc.tuple(fc.constantFrom(...kinds), typed), { minLength: 4, maxLength: 8 })], {
    numRuns: 12,
  })(
    "the findings are those of the same document opened anew",
    async (documents) => {
      await Promise.all(
        documents.map(async ([ending, edits], index) => {
          const [uri, fresh] = [`file:///w/typed${index}.${ending}`, `file:///w/fresh${index}.${ending}`];
          const languageId = ending === "tf" ? "terraform" : ending;
          await editor.open(uri, languageId, template("'{ $.a == \"x\" }'"));
          for (const { start, end, text } of edits) {
            const range = isBefore(start, end) ? { start, end } : { start: end, end: start };
            await editor.change(uri, { range, text });
          }
          const found = await editor.diagnostics(uri);
          const anew = await editor.open(fresh, languageId, editor.document(uri).getText());
          expect(found).toEqual(JSON.parse(JSON.stringify(anew).replaceAll(fresh, uri)));
        }),
      );
    },
    60_000,
  );
});

describe("a large file", () => {
  const filler = "b".repeat(200);
  const bucket = (i: number) => [
    `B${i}`,
    { Type: "AWS::S3::Bucket", Properties: { BucketName: filler, Tags: [filler] } },
  ];
  const pattern = { Type: "AWS::Logs::SubscriptionFilter", Properties: { FilterPattern: "{ $.a == 1 }" } };
  const resources = Object.fromEntries([["Watch", pattern], ...Array.from({ length: 20_000 }, (_, i) => bucket(i))]);
  const text = JSON.stringify({ Resources: resources }, null, 1);
  const uri = "file:///w/large.json";

  test("of 10 MB is answered in seconds, and read once when typing rests", async () => {
    expect(text.length).toBeGreaterThan(10_000_000);
    const alone = Date.now();
    expect(read("large.json", new OpenText(text), undefined).findings.length).toBe(1);
    const started = Date.now();
    const found = await editor.open(uri, "json", text);
    expect(found.map(({ code }) => code)).toEqual(["operator-form"]);
    const told = () => editor.told.filter((one) => one.uri === uri).length;
    expect(told()).toBe(1);
    const at = positionOf(editor.document(uri), "$.a", 3);
    for (const letter of "bcdefghijk") await editor.change(uri, { range: { start: at, end: at }, text: letter });
    expect(textOf(editor.document(uri), (await editor.diagnostics(uri))[0]!.range)).toBe("==");
    expect(told()).toBe(2);
    expect(await editor.hover(uri, at)).not.toBe(null);
    // Read twice, rested once as long as a reading takes, and sent over.
    expect(Date.now() - started).toBeLessThan(12 * (started - alone) + 5000);
  }, 120_000);
});

describe("the server", () => {
  test("answers what it does not know, and what cannot be answered, with errors, and goes on", async () => {
    await expect(editor.connection.sendRequest("no/such/method", {})).rejects.toMatchObject({ code: -32601 });
    await expect(editor.connection.sendRequest("textDocument/hover", {})).rejects.toMatchObject({ code: -32603 });
    expect(await editor.hover("file:///not/open", { line: 0, character: 0 })).toBe(null);
    await editor.connection.sendNotification("no/such/notification", {});
    await editor.connection.sendNotification("textDocument/didChange", { textDocument: 5 });
    await editor.connection.sendNotification("textDocument/didOpen", {});
    expect((await editor.open("file:///w/alive.cwfilter", "cwfilter", "ERR*"))[0]?.code).toBe("term-character");
  });

  test.each([
    ["bytes that are no message", Buffer.from([0, 255, 13, 10, 13, 10, 7, 200, 10])],
    ["a header without a length", Buffer.from("Content-Type: x\r\n\r\n{}")],
    ["a message that is no JSON", Buffer.from("Content-Length: 9\r\n\r\n{nothing}")],
    ["JSON that is no message", Buffer.from('Content-Length: 7\r\n\r\n{"a":1}')],
    ["a line of text", Buffer.from("hello?\n")],
  ])("survives %s", async (_name, bytes) => {
    editor.child.stdin.write(bytes);
    expect((await editor.open("file:///w/alive.cwfilter", "cwfilter", "ERR*"))[0]?.code).toBe("term-character");
  });

  test("lives on with an editor that refuses what it is asked for", async () => {
    const one = client();
    one.connection.onRequest("client/registerCapability", () => new ResponseError(-32601, "no"));
    await one.initialize({ capabilities: { textDocument: { formatting: { dynamicRegistration: true } } } });
    expect((await one.open("file:///w/a.cwfilter", "cwfilter", "ERR*"))[0]?.code).toBe("term-character");
    expect(one.err).toBe("");
  });

  test("ends with 0 after shutdown and exit", async () => {
    const one = client();
    await one.initialize();
    expect(await one.end()).toBe(0);
  });

  test("ends with 1 on exit without shutdown", async () => {
    const one = client();
    await one.initialize();
    await one.connection.sendNotification("exit");
    expect(await one.ended).toBe(1);
  });

  test("ends when its input does", async () => {
    const one = client();
    await one.initialize();
    one.child.stdin.end();
    expect(await one.ended).toBe(1);
  });

  test("ends when the editor's process is gone, though its input stays open", async () => {
    const parent = spawn(process.execPath, ["-e", ""]);
    await new Promise((done) => parent.once("exit", done));
    const one = client();
    await one.connection.sendRequest("initialize", { processId: parent.pid, rootUri: null, capabilities: {} });
    expect(await one.ended).toBe(1);
  });
});

describe("tocsin lsp", () => {
  test.each([
    [["lsp"], /standard input and output only: --stdio/],
    [["lsp", "--stdio", "x"], /lsp takes no "x"/],
    [["lsp", "--tcp"], /no option --tcp/],
  ])("%j is refused in a sentence", async (argv, sentence) => {
    const { code, out, err } = await spawned(argv);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(sentence);
  });

  test("says what to install where its package is missing", () => {
    const hook = `import { registerHooks } from "node:module";
      registerHooks({ resolve(name, context, next) {
        if (name.startsWith("vscode-languageserver")) throw Object.assign(new Error(name), { code: "ERR_MODULE_NOT_FOUND" });
        return next(name, context);
      } });`;
    const argv = ["--import", `data:text/javascript,${encodeURIComponent(hook)}`, ENTRY, "lsp", "--stdio"];
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: "utf8", input: "" });
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(
      /^error: The language server needs the package vscode-languageserver, .*: npm install vscode-languageserver\n$/,
    );
  });
});
