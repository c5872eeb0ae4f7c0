// Builds the entries of the widget: src/<name>.ts and src/<name>.css → dist/.
//
// Each output exists twice: under its plain name (a stable address for integrators) and under
// a name with its hash (cached for ever); each of them also made small with gzip. dist/assets.json
// maps the one to the other, with the integrity that pages put into their tags. `--watch` builds
// again at every change.
//
// The room's script is in parts that hold nothing twice: what everybody needs who opens a room
// (its page loads that part at once), what everybody needs at the table, and a file for each thing
// that is needed seldom. An entry that is only the name of such a part is mapped to the part.

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

/** Scripts that stand for themselves. */
const PAGES = ["home", "sheet", "series", "harvest", "watch", "jitsi-door", "panel", "main"];
/** The room's page, and what is loaded beside it when somebody sits down or opens something. */
const ROOM = ["room", "table", "basket", "dialog", "guide", "large", "platforms/jitsi", "settings", "sound", "steering", "switch", "waiting"];

const named = (path) => ({ in: path, out: basename(path, extname(path)) });
const scripts = (names) => names.map((name) => join(source, `${name}.ts`)).filter((path) => existsSync(path)).map(named);

async function filesIn(folder, extension) {
  const names = existsSync(folder) ? await readdir(folder) : [];
  return names.filter((name) => name.endsWith(extension)).sort().map((name) => named(join(folder, name)));
}

/** Each file in src/activities/ is loaded when a phase needs it. */
const ofTheRoom = [...scripts(ROOM), ...(await filesIn(join(source, "activities"), ".ts"))];
/** What a page may load in place of an output: the part that holds its source, else itself. */
function standIn(name, outputs) {
  const { entryPoint, inputs, imports } = outputs[name] ?? {};
  if (!entryPoint || entryPoint in inputs) return name;
  return imports.find((part) => entryPoint in outputs[part].inputs) ?? name;
}

/** Writes what esbuild made, under both names, and the map between them. */
async function emit(results) {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  const made = results.flatMap(({ outputFiles }) => outputFiles);
  const found = Object.assign({}, ...results.map(({ metafile }) => metafile.outputs));
  const outputs = Object.fromEntries(Object.entries(found).map(([path, output]) => [basename(path), {
    ...output, imports: output.imports.map((each) => basename(each.path)),
  }]));
  const contents = Object.fromEntries(made.map(({ path, contents }) => [basename(path), contents]));
  const assets = {};
  for (const name of Object.keys(contents).sort()) {
    const stands = standIn(name, outputs);
    const digest = createHash("sha384").update(contents[stands]).digest();
    const file = stands.startsWith("part-") ? stands : withHash(stands, digest);
    await write(name, contents[name]);
    await write(file, contents[stands]);
    assets[name] = { file, integrity: `sha384-${digest.toString("base64")}` };
  }
  await writeFile(join(dist, "assets.json"), `${JSON.stringify(assets, null, 2)}\n`);
}

function withHash(name, digest) {
  const extension = extname(name);
  return `${basename(name, extension)}-${digest.toString("hex").slice(0, 12)}${extension}`;
}

/** A file, and the same made small: servers send that where a browser takes it. */
async function write(name, contents) {
  await writeFile(join(dist, name), contents);
  await writeFile(join(dist, `${name}.gz`), gzipSync(contents, { level: 9 }));
}

/** Who sits at the table has the room, and who needs something seldom sits at the table: so what
 *  both need is in the part of whoever comes first, and not in many small ones. */
const besideTheTable = {
  name: "beside-the-table",
  setup(build) {
    const EARLY = ["table", "jitsi", "waiting"];
    const first = (name) => JSON.stringify(join(source, `${name}.ts`));
    const later = ofTheRoom.filter(({ out }) => out !== "room");
    const beside = Object.fromEntries(later.map((entry) => [entry.in, first(EARLY.includes(entry.out) ? "room" : "table")]));
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (!(path in beside)) return undefined;
      return { contents: `${await readFile(path, "utf8")}\nimport ${beside[path]};\n`, loader: "ts" };
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
  outdir: dist,
  bundle: true,
  format: "esm",
  target: ["es2022"],
  minify: true,
  legalComments: "none",
  charset: "utf8",
  write: false,
  metafile: true,
  logLevel: "warning",
  chunkNames: "part-[hash]",
  plugins: [briefStyles, besideTheTable],
};
const pages = { ...options, entryPoints: [...scripts(PAGES), ...(await filesIn(source, ".css"))] };
const room = { ...options, entryPoints: ofTheRoom, splitting: true };

if (process.argv.includes("--look")) {
  // The page to look at (index.html, fixtures.py); no part of what is served.
  const page = { in: join(source, "fixtures", "page.ts"), out: "page" };
  const look = { outdir: join(here, "look"), entryPoints: [page, named(join(source, "room.css")), ...ofTheRoom], sourcemap: "inline", write: true };
  await esbuild.build({ ...room, ...look, minify: false });
} else if (process.argv.includes("--watch")) {
  const results = [];
  const emitting = (at) => ({
    name: "emit",
    setup(build) {
      build.onEnd(async (result) => {
        if (result.errors.length === 0) results[at] = result;
        if (results.filter(Boolean).length === 2) await emit(results);
      });
    },
  });
  for (const [at, each] of [pages, room].entries()) {
    const plugins = [...each.plugins, emitting(at)];
    await (await esbuild.context({ ...each, plugins, minify: false, sourcemap: "inline" })).watch();
  }
  console.log("Watching static/widget/src …");
} else {
  await emit(await Promise.all([pages, room].map((each) => esbuild.build(each))));
}
