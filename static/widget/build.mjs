// Builds the entries of the widget: src/<name>.ts and src/<name>.css → dist/.
//
// Each output exists twice: under its plain name (a stable address for integrators) and under
// a name with its hash (cached for ever); each of them also made small with gzip. dist/assets.json maps the one to the other, with the
// integrity that pages put into their tags. `--watch` builds again at every change.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const dist = join(here, "dist");

/** Pages load these, `settings` and `switch` when they are opened, `jitsi` where there is a call; everything else is imported by them. */
const ENTRIES = ["room", "guide", "platforms/jitsi", "settings", "sound", "switch", "home", "sheet", "series", "harvest", "jitsi-door", "panel", "main"];

/** Besides, each file in src/activities/ stands for itself, loaded when a phase needs it. */
async function entryPoints() {
  const scripts = ENTRIES.map((name) => join(source, `${name}.ts`)).filter((path) => existsSync(path));
  const activities = join(source, "activities");
  const apart = existsSync(activities) ? (await readdir(activities)).filter((name) => name.endsWith(".ts")).sort() : [];
  const styles = (await readdir(source)).filter((name) => name.endsWith(".css")).sort();
  const paths = [...apart.map((name) => join(activities, name)), ...styles.map((name) => join(source, name))];
  return [...scripts, ...paths].map((path) => ({ in: path, out: basename(path, extname(path)) }));
}

/** Writes what esbuild made, under both names, and the map between them. */
async function emit(outputs) {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const assets = {};
  for (const { path, contents } of [...outputs].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const name = basename(path);
    const digest = createHash("sha384").update(contents).digest();
    const extension = extname(name);
    const hash = digest.toString("hex").slice(0, 12);
    const file = `${basename(name, extension)}-${hash}${extension}`;
    const small = gzipSync(contents, { level: 9 }); // servers send it where a browser takes it
    for (const each of [name, file]) {
      await writeFile(join(dist, each), contents);
      await writeFile(join(dist, `${each}.gz`), small);
    }
    assets[name] = { file, integrity: `sha384-${digest.toString("base64")}` };
  }
  await writeFile(join(dist, "assets.json"), `${JSON.stringify(assets, null, 2)}\n`);
}

const emitting = {
  name: "emit",
  setup(build) {
    build.onEnd(async (result) => {
      if (result.errors.length === 0) await emit(result.outputFiles);
    });
  },
};

/** Makes the styles that stand in scripts (css`…`) as small as those that stand in files. */
const briefStyles = {
  name: "brief-styles",
  setup(build) {
    build.onLoad({ filter: /src\/styles\/.*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const [whole, css] = /css`([^`]*)`/.exec(text) ?? [];
      if (!whole) return { contents: text, loader: "ts" };
      const { code } = await esbuild.transform(css, { loader: "css", minify: true });
      return { contents: text.replace(whole, () => `css\`${code.trim().replaceAll("\\", "\\\\")}\``), loader: "ts" };
    });
  },
};

const options = {
  absWorkingDir: here,
  entryPoints: await entryPoints(),
  outdir: dist,
  bundle: true,
  format: "esm",
  target: ["es2022"],
  minify: true,
  legalComments: "none",
  charset: "utf8",
  write: false,
  logLevel: "warning",
  plugins: [briefStyles, emitting],
};

if (process.argv.includes("--look")) {
  // The page to look at (index.html, fixtures.py); no part of what is served.
  const page = { in: join(source, "fixtures", "page.ts"), out: "page" };
  const apart = options.entryPoints.filter(({ in: path }) => path.endsWith(".ts"));
  const look = { outdir: join(here, "look"), entryPoints: [page, ...apart], sourcemap: "inline", write: true, plugins: [briefStyles] };
  await esbuild.build({ ...options, ...look, minify: false });
} else if (process.argv.includes("--watch")) {
  const context = await esbuild.context({ ...options, minify: false, sourcemap: "inline" });
  await context.watch();
  console.log("Watching static/widget/src …");
} else {
  await esbuild.build(options);
}
