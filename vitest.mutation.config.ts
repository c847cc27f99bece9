import { defineConfig, type ViteUserConfig } from "vitest/config";

// What judges mutants of the language and the matchers: every test of theirs but those that look at a clock, which tell
// nothing while instrumented code runs (a mutant that takes too long is ended by stryker's own limit), and of those of the engine
// the one that is quick.
const config: ViteUserConfig = defineConfig({
  test: {
    include: [
      "test/{pattern,match,editor,conformance,reference}/**/*.test.ts",
      "test/engine/judges.test.ts",
      "test/metric/filter.test.ts",
    ],
    setupFiles: ["test/setup.ts"],
    exclude: ["test/conformance/alarms.test.ts", "test/**/time.test.ts"],
    testTimeout: 30_000,
    env: { TOCSIN_PROPERTY_MS: "50" },
  },
});

export default config;
