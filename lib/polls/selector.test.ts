import { expect, test } from "vitest";
import { readSelector } from "./selector";

test("matchers come with braces or without, and none are none", () => {
  expect(readSelector('{cluster="a", job=~"dcgm.*",}')).toBe('cluster="a",job=~"dcgm.*"');
  expect(readSelector('cluster!="a"')).toBe('cluster!="a"');
  expect([null, "", "{}", " { } "].map(readSelector)).toEqual(["", "", "", ""]);
  expect(readSelector('path="a\\"b,}c"')).toBe('path="a\\"b,}c"');
});

test("what is no matcher is refused, so that nobody can ask for something else", () => {
  for (const text of [
    'cluster="a"} or vector(1',
    "cluster=a",
    'up{cluster="a"}',
    'cluster="a" job="b"',
    'cluster="a"}) or ({job="b"',
    '"a"',
  ])
    expect(() => readSelector(text), text).toThrow("is not understood");
  expect(() => readSelector('__name__=~".+"')).toThrow("which metrics are read is given");
});
