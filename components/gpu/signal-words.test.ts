import { describe, expect, test } from "vitest";
import { signalText } from "./signal-words";

describe("what utilization is told by", () => {
  test("one signal of all GPUs stands alone", () => {
    expect(signalText([{ signal: "engine", cards: 12 }])).toBe("graphics engine activity");
  });
  test("several are told with their GPUs, unmeasured ones too", () => {
    expect(
      signalText([
        { signal: "engine", cards: 90 },
        { signal: "util", cards: 4 },
        { signal: null, cards: 2 },
      ]),
    ).toBe("graphics engine activity (90 GPUs), GPU utilization as nvidia-smi shows it (4)");
  });
  test("nothing measured says nothing", () => {
    expect(signalText([{ signal: null, cards: 2 }])).toBeNull();
  });
});
