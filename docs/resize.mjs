// Makes a picture what a model that dclgui exported wants: the same bytes as Pillow, of which this is an account.

const FILTER = -0.5; // of the bicubic filter; antialiased: it grows with the picture
const REACH = 2;
const ONE = 2 ** 22; // weights are whole numbers of this part

function bicubic(distance) {
  const x = Math.abs(distance);
  if (x < 1) return ((FILTER + 2) * x - (FILTER + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * FILTER : 0;
}

/** For each of `to` values: from which of `from` values on it is a sum of them, and their weights. */
function weights(from, to) {
  const scale = from / to;
  const wide = Math.max(scale, 1);
  return Array.from({ length: to }, (_, place) => {
    const centre = (place + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - REACH * wide + 0.5));
    const end = Math.min(from, Math.trunc(centre + REACH * wide + 0.5));
    const parts = Array.from({ length: end - first }, (_, at) => bicubic((at + first - centre + 0.5) * (1 / wide)));
    const sum = parts.reduce((total, part) => total + part, 0);
    const whole = parts.map((part) => Math.trunc((part / sum) * ONE + (part < 0 ? -0.5 : 0.5)));
    return { first, whole };
  });
}

/** Resize `lines` lines of `from` pixels, which lie `step` apart, to `to` pixels; `line` is from line to line. */
function pass(pixels, { lines, from, to, step, line, made, madeStep, madeLine }) {
  weights(from, to).forEach(({ first, whole }, place) => {
    for (let row = 0; row < lines; row++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = ONE / 2;
        whole.forEach((weight, at) => { sum += weight * pixels[row * line + (first + at) * step + channel]; });
        made[row * madeLine + place * madeStep + channel] = Math.min(255, Math.max(0, Math.floor(sum / ONE)));
      }
    }
  });
  return made;
}

/** RGB, 3 bytes a pixel, to a square of `side` pixels: first along the rows, then along the columns, 8 bits in between. */
export function resize(pixels, width, height, side) {
  let found = pixels;
  if (width !== side) {
    const made = new Uint8Array(3 * side * height);
    found = pass(found, {
      lines: height, from: width, to: side, step: 3, line: 3 * width, made, madeStep: 3, madeLine: 3 * side,
    });
  }
  if (height !== side) {
    const made = new Uint8Array(3 * side * side);
    found = pass(found, {
      lines: side, from: height, to: side, step: 3 * side, line: 3, made, madeStep: 3 * side, madeLine: 3,
    });
  }
  return found;
}

/** RGBA, 4 bytes a pixel, over grey 128 as RGB; transparency whose greatest value is 0 or 1 is not used. */
export function overGrey(pixels) {
  const made = new Uint8Array((pixels.length / 4) * 3);
  let greatest = 0;
  for (let at = 3; at < pixels.length; at += 4) greatest = Math.max(greatest, pixels[at]);
  for (let at = 0; at < pixels.length / 4; at++) {
    const seen = greatest > 1 ? pixels[4 * at + 3] * 128 : 255 * 128;
    for (let channel = 0; channel < 3; channel++) {
      const sum = pixels[4 * at + channel] * seen + 128 * (255 * 128 - seen) + 128 * 128;
      made[3 * at + channel] = ((sum >> 8) + sum) >> 15;
    }
  }
  return made;
}
