import { defineConfig } from "tsup";

type Config = ReturnType<typeof defineConfig>;

const config: Config = defineConfig([
  {
    entry: {
      index: "src/index.ts",
      metric: "src/metric/index.ts",
      alarm: "src/alarm/index.ts",
      editor: "src/editor/index.ts",
      codemirror: "src/editor/codemirror.ts",
      monaco: "src/editor/monaco.ts",
      template: "src/template/index.ts",
    },
    format: ["esm", "cjs"],
    dts: true,
    target: "es2023",
    clean: true,
    treeshake: true,
  },
  {
    entry: { cli: "src/cli/main.ts", "match-worker": "src/cli/match-worker.ts" },
    format: ["esm"],
    target: "node22",
    platform: "node",
    banner: { js: "#!/usr/bin/env node" },
  },
]);

export default config;
