// Builds the dashboard for the gateway's jar; called by Maven. Does nothing when nothing changed, because
// npm ci takes longer than everything else in the module.
//
//   node build.mjs <folder for the finished pages>
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2];
if (!target) {
  console.error("usage: node build.mjs <target folder>");
  process.exit(2);
}
const major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  console.error(`The dashboard is built with Node 20 or newer; this is ${process.version}.`);
  process.exit(1);
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

function hash(paths) {
  const sum = createHash("sha256");
  for (const path of paths.sort()) {
    sum.update(path.slice(here.length)).update(readFileSync(path));
  }
  return sum.digest("hex");
}

function stamped(path, value) {
  return existsSync(path) && readFileSync(path, "utf8") === value;
}

function npm(...args) {
  const windows = process.platform === "win32";
  execFileSync(windows ? "npm.cmd" : "npm", args, { cwd: here, stdio: "inherit", shell: windows });
}

const lock = hash(["package.json", "package-lock.json", ".npmrc"].map((name) => join(here, name)));
const inputs = hash([
  ...["package-lock.json", "tsconfig.json", "vite.config.ts", "index.html"].map((n) => join(here, n)),
  ...files(join(here, "src")),
  ...files(join(here, "public")),
]);
const stamp = `${target}.stamp`;
if (!(stamped(stamp, inputs) && existsSync(join(target, "index.html")))) {
  const installed = join(here, "node_modules", ".sluice-lock");
  if (!stamped(installed, lock)) {
    npm("ci", "--no-audit", "--no-fund", "--loglevel=error");
    writeFileSync(installed, lock);
  }
  npm("run", "--silent", "build");
  npm("run", "--silent", "test");
  rmSync(target, { recursive: true, force: true });
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(here, "dist"), target, { recursive: true });
  writeFileSync(stamp, inputs);
}
