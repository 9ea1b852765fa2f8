// Label a folder by a model that dclgui exported: node label_with_onnx.mjs model.onnx FOLDER > labels.csv
// Beside the model is its NAME.classes.json. Needs: npm install onnxruntime-node sharp

import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { resize, overGrey } from "./resize.mjs";

const [model, folder] = process.argv.slice(2);
process.env.ORT_DISABLE_TELEMETRY = "1"; // before its import, or onnxruntime reports usage over the network
const { default: ort } = await import("onnxruntime-node");
const { default: sharp } = await import("sharp");
const card = JSON.parse(readFileSync(model.replace(/\.onnx$/, ".classes.json"), "utf8"));
const session = await ort.InferenceSession.create(model);
const side = card.image_size;

/** The picture as the model sees it: upright, without colour profiles, 8 bits; of a JPEG more than twice as large as
 * the model's size Pillow decodes fewer pixels, which sharp can't be told to do: there the bytes differ a little. */
async function read(file) {
  const picture = sharp(file, { ignoreIcc: true });
  if ((await picture.metadata()).depth !== "uchar") throw new Error("it has more than 8 bits a channel");
  const { data, info } = await picture.rotate().toColourspace("srgb").raw().toBuffer({ resolveWithObject: true });
  const grey = info.channels < 3;
  const channels = grey ? [0, 0, 0, ...(info.channels === 2 ? [1] : [])] : [0, 1, 2, 3].slice(0, info.channels);
  const pixels = new Uint8Array(info.width * info.height * channels.length);
  for (let at = 0; at < info.width * info.height; at++) {
    channels.forEach((from, to) => { pixels[at * channels.length + to] = data[at * info.channels + from]; });
  }
  return resize(channels.length === 4 ? overGrey(pixels) : pixels, info.width, info.height, side);
}

const quoted = (word) => (/[",\n\r]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word);
console.log("path,label,sure,probability");
const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
for (const file of found.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort()) {
  let pixels;
  try {
    pixels = await read(file);
  } catch (error) {
    console.error(`${file} is left out: ${error.message}`);
    continue;
  }
  const said = await session.run({ images: new ort.Tensor("uint8", pixels, [1, side, side, 3]) });
  const label = Number(said.label.data[0]);
  const words = [relative(folder, file).split(sep).join("/"), card.classes[label], said.high.data[0] ? "true" : "false"];
  console.log([...words.map(quoted), said.probabilities.data[label]].join(","));
}
