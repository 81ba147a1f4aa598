import { inflateSync, crc32 as reference } from "node:zlib";
import { describe, expect, test } from "vitest";
import { Canvas, color } from "./canvas";
import { CHART_HEIGHT, CHART_WIDTH, drawChart, type Picture } from "./chart";
import { crc32 } from "./crc";
import { encodePng } from "./encode";

interface Image {
  width: number;
  height: number;
  at: (x: number, y: number) => string;
}

/** Reads back what `encodePng` writes. */
function decode(png: Buffer): Image {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const data = inflateSync(png.subarray(png.indexOf("IDAT") + 4, png.indexOf("IEND") - 8));
  const stride = width * 3;
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1)
    for (let i = 0; i < stride; i += 1)
      pixels[y * stride + i] = (data[y * (stride + 1) + 1 + i] ?? 0) + (y > 0 ? (pixels[(y - 1) * stride + i] ?? 0) : 0);
  const at = (x: number, y: number) => `#${Buffer.from(pixels.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)).toString("hex")}`;
  return { width, height, at };
}

const bars = (values: readonly (number | null)[], more: Partial<Picture> = {}): Picture => ({
  kind: "bars",
  points: values.map((value) => ({ value, look: "plain" })),
  lines: [],
  interval: null,
  mark: null,
  ...more,
});
const drawn = (picture: Picture) => decode(drawChart(picture));
/** The middle of bar `i` of `count`, at a share of the height from the bottom. */
function at(image: Image, i: number, count: number, up: number): string {
  const x = Math.round(8 + ((i + 0.5) * (image.width - 16)) / count);
  return image.at(x, Math.round(image.height - 6 - up * (image.height - 26)));
}

describe("a PNG", () => {
  test("has the checksum of the standard", () => {
    for (const text of ["", "IEND", "123456789"]) expect(crc32(Buffer.from(text))).toBe(reference(Buffer.from(text)));
  });
  test("comes back as it was drawn", () => {
    const canvas = new Canvas(5, 4, color("#ffffff"));
    canvas.rectangle([1, 1, 3, 3], color("#2b5fd0"));
    const image = decode(encodePng(canvas));
    expect([image.width, image.height, image.at(0, 0), image.at(1, 1), image.at(2, 2), image.at(3, 3)]).toEqual([
      5,
      4,
      "#ffffff",
      "#2b5fd0",
      "#2b5fd0",
      "#ffffff",
    ]);
  });
  test("an edge in the middle of a pixel covers half of it", () => {
    const canvas = new Canvas(3, 1, color("#000000"));
    canvas.rectangle([0.5, 0, 2, 1], color("#ffffff"));
    const image = decode(encodePng(canvas));
    expect([image.at(0, 0), image.at(1, 0), image.at(2, 0)]).toEqual(["#808080", "#ffffff", "#000000"]);
  });
});

describe("a chart", () => {
  test("has twice the pixels of its place, and is the same each time", () => {
    const image = drawn(bars([1, 2]));
    expect([image.width, image.height]).toEqual([CHART_WIDTH * 2, CHART_HEIGHT * 2]);
    expect(drawChart(bars([1, 2])).equals(drawChart(bars([1, 2])))).toBe(true);
  });
  test("a bar of half the value is half as high, zero is a line, unknown is nothing", () => {
    const image = drawn(bars([4, 2, 0, null]));
    expect([at(image, 0, 4, 0.95), at(image, 1, 4, 0.45), at(image, 1, 4, 0.55)]).toEqual(["#9db4e6", "#9db4e6", "#ffffff"]);
    expect([at(image, 2, 4, 0.003), at(image, 2, 4, 0.05), at(image, 3, 4, 0.003)]).toEqual(["#9db4e6", "#ffffff", "#ffffff"]);
  });
  test("a bar below zero hangs from zero: 2 and −2 meet in the middle", () => {
    const image = drawn(bars([2, -2]));
    expect([0.55, 0.95].map((up) => at(image, 0, 2, up))).toEqual(["#9db4e6", "#9db4e6"]);
    expect([0.05, 0.45].map((up) => at(image, 0, 2, up))).toEqual(["#ffffff", "#ffffff"]);
    expect([0.55, 0.95].map((up) => at(image, 1, 2, up))).toEqual(["#ffffff", "#ffffff"]);
    expect([0.05, 0.45].map((up) => at(image, 1, 2, up))).toEqual(["#9db4e6", "#9db4e6"]);
  });
  test("a line above every bar makes room for itself", () => {
    const image = drawn(bars([1, 1], { lines: [{ at: 4, look: "solid" }] }));
    expect(at(image, 0, 2, 0.2)).toBe("#9db4e6");
    expect(at(image, 0, 2, 0.3)).toBe("#ffffff");
    expect([...Array(6).keys()].some((dy) => image.at(300, 18 + dy) === "#17191d")).toBe(true);
  });
  test("nothing known, all zero and one value can be drawn", () => {
    for (const values of [[], [null], [0, 0], [3]]) expect(drawChart(bars(values)).length).toBeGreaterThan(100);
    expect(drawChart({ ...bars([0.97, 0.98]), kind: "line", mark: 1 }).length).toBeGreaterThan(100);
  });
});
