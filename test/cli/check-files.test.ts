import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { validatePattern } from "../../src/index.ts";
import { drive, folder, spawned } from "./drive.ts";

const BROKEN = "{ $.a == 1 }";

function template(pattern: string): string {
  return `Resources:\n  Errors:\n    Type: AWS::Logs::SubscriptionFilter\n    Properties:\n      LogGroupName: g\n      FilterPattern: ${pattern}\n`;
}

function terraform(pattern: string): string {
  return `resource "aws_cloudwatch_log_subscription_filter" "f" {\n  filter_pattern = ${pattern}\n}\n`;
}

const { path: root } = folder();

/** A folder of its own with these files. */
function files(contents: Readonly<Record<string, string>>): string {
  const path = join(root, `f${files.count++}`);
  mkdirSync(path);
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}
files.count = 0;

describe("tocsin check over files", () => {
  test("shows a mistake at its character in the file, and says how much was checked", async () => {
    const path = files({ "t.yaml": template(`'${BROKEN}'`) });
    const { code, out, err } = await drive(["check", join(path, "t.yaml")]);
    expect(code).toBe(1);
    expect(err).toBe("");
    expect(out).toContain(`--> ${join(path, "t.yaml")}:6:29\n`);
    expect(out).toContain("= in Errors\n");
    expect(out).toMatch(/1 error, 0 warnings: 1 pattern and 0 alarms in 1 file\n$/);
  });

  test("says that all is well", async () => {
    const path = files({ "t.yaml": template("ERROR") });
    expect(await drive(["check", path])).toEqual({ code: 0, out: "OK: 1 pattern and 0 alarms in 1 file\n", err: "" });
  });

  test("walks folders in order, leaving out what is not the user's, and files that hold nothing", async () => {
    const broken = template(`'${BROKEN}'`);
    const path = files({
      "b/two.yml": broken,
      "a/one.json": JSON.stringify({
        Resources: { A: { Type: "AWS::Logs::SubscriptionFilter", Properties: { FilterPattern: BROKEN } } },
      }),
      "main.tf": terraform(`"${BROKEN}"`),
      "c.cwfilter": BROKEN,
      "x.template": broken,
      "notes.txt": BROKEN,
      "code.ts": broken,
      "values.yaml": "a: {{ .Values.b }}\n",
      "package.json": "{",
      "node_modules/p/t.yaml": broken,
      ".git/t.yaml": broken,
      ".terraform/m/main.tf": terraform(`"${BROKEN}"`),
    });
    const { out } = await drive(["check", path]);
    const named = [...out.matchAll(/--> (.*):\d+:\d+\n/g)].map((found) => found[1]!.slice(path.length + 1));
    expect(named).toEqual(["c.cwfilter", "main.tf", "x.template", "a/one.json", "b/two.yml"]);
  });

  test("knows a pattern's file of a folder by its ending in either case", async () => {
    const path = files({ "A.CWFILTER": BROKEN, "b.cwFilter": BROKEN });
    const { code, out } = await drive(["check", path]);
    expect(code).toBe(1);
    expect(out).toContain(`--> ${join(path, "A.CWFILTER")}:1:7\n`);
    expect(out).toContain(`--> ${join(path, "b.cwFilter")}:1:7\n`);
  });

  test("follows no link from a folder into itself, and checks a file once", async () => {
    const path = files({ "t.yaml": template("ERROR") });
    symlinkSync(path, join(path, "again"));
    const { out } = await drive(["check", path, join(path, "t.yaml"), path]);
    expect(out).toBe("OK: 1 pattern and 0 alarms in 1 file\n");
  });

  test("names what can't be read, and checks the rest", async () => {
    const path = files({
      "bad.yaml": "Resources: [FilterPattern",
      "good.yaml": template(`'${BROKEN}'`),
      "empty.yaml": "",
    });
    const missing = join(path, "missing.yaml");
    const { code, out } = await drive([
      "check",
      missing,
      join(path, "bad.yaml"),
      join(path, "good.yaml"),
      join(path, "empty.yaml"),
    ]);
    expect(code).toBe(1);
    expect(out).toContain("error[template-unreadable]: The file can't be read");
    expect(out).toContain("error[template-syntax]");
    expect(out).toContain("error[operator-form]");
    expect(out).toMatch(/3 errors, 0 warnings: 1 pattern and 0 alarms in 4 files\n$/);
  });

  test.skipIf(process.getuid?.() === 0)("names a folder that can't be read (skipped for root)", async () => {
    const path = files({ "closed/t.yaml": template("x") });
    chmodSync(join(path, "closed"), 0);
    const { code, out } = await drive(["check", path]);
    chmodSync(join(path, "closed"), 0o755);
    expect(code).toBe(1);
    expect(out).toContain("The folder can't be read");
  });

  test("says of a file that is no template that nothing in it was checked", async () => {
    const path = files({ "package.json": '{ "name": "x" }' });
    const { code, err } = await drive(["check", join(path, "package.json")]);
    expect(code).toBe(0);
    expect(err).toBe(
      `note: ${join(path, "package.json")} is no template that tocsin knows; nothing in it was checked\n`,
    );
  });

  test("is silent about what the CDK writes beside its templates", async () => {
    const tree =
      '{"version":"tree-0.1","tree":{"attributes":{"aws:cdk:cloudformation:type":"AWS::Logs::MetricFilter"}}}';
    const cdk = JSON.stringify({
      Resources: { A: { Type: "AWS::Logs::SubscriptionFilter", Properties: { FilterPattern: "x" } } },
    });
    const path = files({ "cdk.out/tree.json": tree, "cdk.out/manifest.json": tree, "cdk.out/S.template.json": cdk });
    expect(await drive(["check", path])).toEqual({ code: 0, out: "OK: 1 pattern and 0 alarms in 3 files\n", err: "" });
  });

  test("waits for nothing, follows no circle, and names what is no file or no text", async () => {
    const path = files({ "a.yaml": template("ERROR"), "wide.yaml": "", "big.json": "" });
    writeFileSync(join(path, "wide.yaml"), Buffer.from(template("x"), "utf16le"));
    truncateSync(join(path, "big.json"), 80 * 1024 * 1024);
    execFileSync("mkfifo", [join(path, "pipe.yaml")]);
    symlinkSync("circle.yaml", join(path, "circle.yaml"));
    symlinkSync("/dev/zero", join(path, "zero.yaml"));
    const { out } = await drive(["check", path, join(path, "wide.yaml")]);
    const told = [...out.matchAll(/^error\[template-unreadable\]: (.*)\n *--> .*\/(.*):1:1$/gm)].map(
      ([, why, name]) => `${name}: ${why}`,
    );
    expect(told).toEqual([
      expect.stringMatching(/^circle\.yaml: The file can't be read: ELOOP/),
      "pipe.yaml: The file can't be read: it is no regular file.",
      "wide.yaml: The file is no text in UTF-8.",
      "zero.yaml: The file can't be read: it is no regular file.",
    ]);
    const named = await drive(["check", join(path, "big.json"), "/dev/zero"]);
    expect(named.out.match(/larger than any document/g)).toHaveLength(2);
  });

  test("shows no control character of a file on the terminal", async () => {
    const path = files({ "p.cwfilter": "a\u001b[2Jb" });
    expect((await drive(["check", path])).out).not.toContain("\u001b");
  });

  test("a .txt or .cwfilter file is one pattern, of the context that is asked for", async () => {
    const path = files({ "p.txt": `${BROKEN}\r\n` });
    const { out } = await drive(["check", join(path, "p.txt"), "--context", "query"]);
    expect(out).toContain("p.txt:1:7\n");
  });

  test("a pattern is no file, a name of a file that is not there no pattern", async () => {
    expect((await drive(["check", "ERROR"])).out).toBe("OK: a pattern of terms\n");
    const { code, err } = await drive(["check", "nowhere/template.yaml"]);
    expect(code).toBe(2);
    expect(err).toContain("There is no file nowhere/template.yaml");
    expect((await drive(["check", '"template.yaml"'])).code).toBe(0);
  });

  test("says what to write in YAML when the line break of a block is the mistake", async () => {
    const path = files({ "t.yaml": template("|\n        { $.a = 1 }") });
    expect((await drive(["check", path])).out).toMatch(/= the line break at the end.*`\|-` or `>-`/);
  });

  test("a whole folder of documents as a process", async () => {
    const documents = join(import.meta.dirname, "../template/documents");
    const { code, out } = await spawned(["check", documents]);
    expect(code).toBe(1);
    expect(out).toMatch(/\d+ errors, \d+ warnings: \d+ patterns and \d+ alarms in \d+ files\n$/);
  });
});

describe("--max-warnings", () => {
  test.each([
    [["--max-warnings", "1"], 0],
    [["--max-warnings", "0"], 1],
    [["--max-warnings=1"], 0],
    [[], 0],
  ])("%j", async (options, code) => {
    const path = files({ "t.yaml": template("a-b") });
    const ran = await drive(["check", path, ...options]);
    expect(ran.code).toBe(code);
    if (code === 1) expect(ran.err).toContain("--max-warnings allows 0");
    expect((await drive(["check", "a-b", ...options])).code).toBe(code);
  });
});

describe("--fix", () => {
  test("applies the fixes that are sure, and keeps every other byte", async () => {
    const contents = {
      "double.yaml": `\ufeff# é\r\n${template('"{ $.a == \\"x\\" }"   # why').replaceAll("\n", "\r\n")}`,
      "block.yaml": template("|-\n        { $.a == 1 and\n          $.b = 2 }"),
      "cdk.json": `{"Resources":{"A":{"Type":"AWS::Logs::SubscriptionFilter","Properties":{"FilterPattern":"{ $.\\u0061 == \\"x\\" }" }}}}`,
      "main.tf": terraform('"{ $.a == \\"x\\" }" # why'),
      "p.cwfilter": `${BROKEN}\n`,
    };
    const path = files(contents);
    const { code, out } = await drive(["check", path, "--fix"]);
    expect(out).toMatch(/^OK: 5 patterns and 0 alarms in 5 files; 6 fixes applied\n$/);
    expect(code).toBe(0);
    for (const [name, before] of Object.entries(contents))
      expect(readFileSync(join(path, name), "utf8"), name).toBe(before.replace("==", "=").replace(" and\n", " &&\n"));
  });

  /** Texts around the pattern, with everything that a careless writer would lose. */
  const around = fc
    .array(fc.constantFrom("# é 😀", "X: 1  ", "", "\t# tab", "Y: 'it''s'", 'Z: "\\u0041"'), { maxLength: 4 })
    .map((lines) => lines.map((line) => `${line}\n`).join(""));
  const pattern = fc.constantFrom(
    "'{ $.a == 1 }'",
    '"{ $.\\u0061 == \\"x\\" }"',
    "|-\n        { $.a == 1 }",
    "'[a == 1]'",
    "'{ $.a = 1 AND $.b = 2 }'",
  );

  property.prop([around, around, pattern, fc.boolean(), fc.boolean(), fc.boolean()], { numRuns: 40 })(
    "changes nothing but the operators, whatever stands around them",
    async (before, after, written, isMarked, isCrlf, isEnded) => {
      const whole = `${isMarked ? "\ufeff" : ""}${before.replaceAll("\t", " ")}${template(written)}${after.replaceAll(/^\t/gm, " ")}`;
      const text = (isEnded ? whole : whole.replace(/\n+$/, "")).replaceAll("\n", isCrlf ? "\r\n" : "\n");
      const path = join(files({}), "t.yaml");
      writeFileSync(path, text);
      await drive(["check", path, "--fix"]);
      expect(readFileSync(path, "utf8")).toBe(text.replace(" == ", " = ").replace(" AND ", " && "));
    },
  );

  test("leaves alone what has several ways out, what is accepted, what holds holes, and files that are no UTF-8", async () => {
    const path = files({
      "two.yaml": template("a-b"),
      // A warning: what the pattern matches would be another thing.
      "warned.yaml": template("'{ $.a.b != 1 }'"),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how Fn::Sub writes its holes.
      "hole.yaml": template("!Sub '{ $.a == 1 && $.b = ${X} }'"),
    });
    const latin = Buffer.concat([
      Buffer.from(`# caf`),
      Buffer.from([0xe9]),
      Buffer.from(`\n${template(`'${BROKEN}'`)}`),
    ]);
    writeFileSync(join(path, "latin.yaml"), latin);
    const before = ["two.yaml", "warned.yaml", "hole.yaml", "latin.yaml"].map((name) => readFileSync(join(path, name)));
    const { code } = await drive(["check", path, "--fix"]);
    expect(code).toBe(1);
    expect(
      ["two.yaml", "warned.yaml", "hole.yaml", "latin.yaml"].map((name) => readFileSync(join(path, name))),
    ).toEqual(before);
  });

  test("goes on until nothing is left to mend", async () => {
    const path = files({ "p.cwfilter": "{ $.a == 1 and $.b == 2 or $.c == 3" });
    const { code } = await drive(["check", join(path, "p.cwfilter"), "--fix"]);
    const text = readFileSync(join(path, "p.cwfilter"), "utf8");
    expect(code).toBe(0);
    expect(validatePattern(text).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("needs files", async () => {
    const { code, err } = await drive(["check", "--fix", "ERROR"]);
    expect(code).toBe(2);
    expect(err).toContain("--fix writes files");
  });
});

describe("--format", () => {
  const path = files({ "t,1.yaml": template(`'${BROKEN}'`), "u.yaml": template("a-b") });

  test("json: one object, with lines and columns", async () => {
    const { out } = await drive(["check", path, "--format", "json"]);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ type: "check", valid: false, errors: 1, warnings: 1 });
    expect(report.files[0]).toMatchObject({
      ...{ name: join(path, "t,1.yaml"), host: "cloudformation", found: 1 },
      diagnostics: [
        { code: "operator-form", startLine: 6, startColumn: 29, endLine: 6, endColumn: 31, resource: "Errors" },
      ],
    });
    expect((await drive(["check", path, "--json"])).out).toBe(out);
  });

  test("sarif: rules, regions, fixes", async () => {
    const { out } = await drive(["check", path, "--format", "sarif"]);
    const { version, runs } = JSON.parse(out);
    expect(version).toBe("2.1.0");
    const [{ tool, results, columnKind }] = runs;
    expect(columnKind).toBe("utf16CodeUnits");
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(["operator-form", "term-split"]);
    const [first] = results;
    const { physicalLocation } = first.locations[0];
    expect(first).toMatchObject({ ruleId: "operator-form", ruleIndex: 0, level: "error" });
    expect(physicalLocation.artifactLocation.uri).toBe(`file://${path}/t%2C1.yaml`);
    expect(physicalLocation.region).toMatchObject({ startLine: 6, startColumn: 29, endLine: 6, endColumn: 31 });
    const { replacements } = first.fixes[0].artifactChanges[0];
    expect(replacements[0]).toMatchObject({ deletedRegion: physicalLocation.region, insertedContent: { text: "=" } });
  });

  test("github: one command a finding, with its separators escaped", async () => {
    const { out } = await drive(["check", path, "--format", "github"]);
    const [first, second] = out.split("\n");
    const file = `${path}/t%2C1.yaml`;
    expect(first).toBe(
      `::error file=${file},line=6,endLine=6,col=29,endColumn=30,title=tocsin operator-form::\`==\` is not an operator here; write \`=\` (in Errors)`,
    );
    expect(second).toMatch(/^::warning file=.*u\.yaml,line=6/);
    expect((await drive(["check", "ERROR", "--format", "github"])).out).toBe("");
  });

  test("junit: a suite a file, a failure for each error", async () => {
    const { out } = await drive(["check", path, "--format", "junit"]);
    expect(out).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="tocsin check" tests="2" failures="1">/,
    );
    expect(out).toContain('<failure type="operator-form" message="`==` is not an operator here; write `=`">');
    expect(out).toContain("<system-out>warning: ");
    expect(out.match(/<testsuite /g)).toHaveLength(2);
  });

  test.each(["sarif", "junit"])("%s holds nothing that breaks it", async (format) => {
    const odd = files({ "o.cwfilter": 'a\u0001<b>&"]]>\u{10ffff}\ud83d:' });
    const { out } = await drive(["check", join(odd, "o.cwfilter"), "--format", format]);
    if (format === "sarif") expect(JSON.parse(out).runs[0].results.length).toBeGreaterThan(0);
    else {
      expect(out).not.toMatch(/[\u0000-\u0008]/);
      expect(out.replace(/<\/?[a-z?][^<>]*>/g, "")).not.toMatch(/[<>]/);
    }
  });

  test("a pattern of its own is told in every format too", async () => {
    expect((await drive(["check", BROKEN, "--format", "github"])).out).toMatch(
      /^::error file=<pattern>,line=1,endLine=1,col=7/,
    );
    expect(JSON.parse((await drive(["check", BROKEN, "--format", "sarif"])).out).runs[0].results).toHaveLength(1);
  });

  test.each([
    [["--format", "xml"], /--format is one of text, json/],
    [["--format", "sarif", "--json"], /--json is --format json/],
    [["--max-warnings", "few"], /--max-warnings takes a whole number/],
  ])("refuses %j in a sentence", async (options, sentence) => {
    const { code, err } = await drive(["check", path, ...options]);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});
