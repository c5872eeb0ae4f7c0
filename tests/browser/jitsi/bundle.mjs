// Bundles what tests need: node bundle.mjs <external_api|inside|port|policy> <folder of packages> <out>.

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [entry, cache, outfile] = process.argv.slice(2);
const esbuild = createRequire(join(process.cwd(), "package.json"))("esbuild");
const here = dirname(fileURLToPath(import.meta.url));
const api = "@jitsi/react-native-sdk/modules/API/external/external_api.js";
const contents = entry !== "external_api"
  ? `import ${JSON.stringify(join(here, `${entry}.mjs`))};`
  : `import JitsiMeetExternalAPI from "${api}"; window.JitsiMeetExternalAPI = JitsiMeetExternalAPI;`;

await esbuild.build({
  stdin: { contents, resolveDir: cache },
  bundle: true,
  format: "iife",
  outfile,
  nodePaths: [join(cache, "node_modules")],
  // The SDK has the same file for the web and for phones; the class is the web's.
  resolveExtensions: [".web.ts", ".ts", ".web.js", ".js", ".tsx"],
  mainFields: ["browser", "module", "main"],
  logLevel: "error",
});
