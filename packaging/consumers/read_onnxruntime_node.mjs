// Label the new camera by docs/label_with_onnx.mjs, and hold it against what docs/label_with_onnx.py said.

import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [exports, place] = process.argv.slice(2);
const docs = new URL("../../docs/", import.meta.url);
for (const name of ["label_with_onnx.mjs", "resize.mjs"]) copyFileSync(new URL(name, docs), join(place, name));
const asked = [join(place, "label_with_onnx.mjs"), join(exports, "model", "line.onnx"), join(exports, "new 相机")];
const said = execFileSync("node", asked, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 2 ** 26 });

/** A CSV as rows {path: {label, sure, probability}}. */
function table(text) {
  const cells = [...text.trim().matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)];
  const lines = [[]];
  for (const [, quoted, plain, end] of cells) {
    lines.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") lines.push([]);
  }
  const rows = lines.slice(1).filter((line) => line.length === 4);
  return new Map(rows.map(([path, label, sure, probability]) => [path, [label, sure.toLowerCase(), +probability]]));
}

const found = table(said);
const wanted = table(readFileSync(join(exports, "model", "line.onnx.csv"), "utf8"));
let apart = 0;
for (const [path, [label, sure, probability]] of wanted) {
  if (path.endsWith(".bmp")) continue; // sharp reads none, and the example says so
  const [theirs, is, chance] = found.get(path) ?? [];
  if (theirs !== label || is !== sure) throw new Error(`${path}: ${theirs}, ${is} and not ${label}, ${sure}`);
  apart = Math.max(apart, Math.abs(probability - chance));
}
if (!(found.size > 40) || apart > 1e-3) throw new Error(`${found.size} rows, ${apart} apart`);
const { version } = JSON.parse(readFileSync(join(place, "node_modules/onnxruntime-node/package.json"), "utf8"));
const read = `${found.size} pictures labelled as by Python, probabilities within ${apart.toExponential(0)}; sharp reads no BMP`;
console.log(JSON.stringify({ version, read }));
