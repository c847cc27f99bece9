// Holds: how the playground is built. `npm run playground`
// In: this folder. Out: dist/index.html, one file that holds script and style.
// Always: it needs no other file and no server: the page starts its worker from its own script.

import { resolve } from "node:path";
import { defineConfig, type Plugin, type UserConfig } from "vite";

const config: UserConfig = defineConfig({
  root: import.meta.dirname,
  base: "./",
  logLevel: "warn",
  build: {
    outDir: resolve(import.meta.dirname, "dist"),
    emptyOutDir: true,
    target: "es2023",
    modulePreload: false,
    // The size is what a test holds it to.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { output: { codeSplitting: false } },
  },
  plugins: [inOneFile()],
});

/** Puts script and style into the page: from a file no browser loads a worker, nor a module, of another file. */
function inOneFile(): Plugin {
  return {
    name: "in-one-file",
    enforce: "post",
    generateBundle(_options, bundle) {
      const page = bundle["index.html"];
      if (page?.type !== "asset") throw new Error("the build has no index.html");
      let [html, script] = [String(page.source), ""];
      for (const [name, part] of Object.entries(bundle)) {
        if (part === page) continue;
        const tag = new RegExp(`\\s*<(?:script|link)[^>]*${name.replaceAll(".", "\\.")}[^>]*>(?:</script>)?`);
        if (!tag.test(html)) throw new Error(`the page does not load ${name}`);
        const style = part.type === "asset" ? `\n    <style>${String(part.source)}</style>` : "";
        if (part.type === "chunk") script += part.code;
        html = html.replace(tag, () => style);
        delete bundle[name];
      }
      // Behind the page itself, so that it is seen first.
      const program = `(() => {${script.replaceAll("</script", "<\\/script")}})();`;
      const body = `<script>${program}</script>\n  </body>`;
      page.source = html.replace("</body>", () => body);
    },
  };
}

export default config;
