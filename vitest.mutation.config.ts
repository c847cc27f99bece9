import { defineConfig, type ViteUserConfig } from "vitest/config";

// What judges mutants of the language and the matchers: quick tests, property tests with a fixed seed.
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/{pattern,match,conformance,reference}/**/*.test.ts", "test/metric/filter.test.ts"],
    setupFiles: ["test/setup.ts"],
    exclude: ["test/conformance/alarms.test.ts"],
    testTimeout: 30_000,
  },
});

export default config;
