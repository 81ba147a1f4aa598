import { expect, test } from "vitest";
import { ruleDraft, ruleInput, settingOther } from "./rule-draft";
import { ruleText, ruleTitle } from "./rule-words";

const today = "2026-11-22";

test("a new rule about a pool starts at hosts, holds always, and goes trimmed", () => {
  const draft = { ...ruleDraft({ sets: "pool" }, today), subject: " node-1* ", value: " training " };
  expect(ruleInput(draft)).toEqual({ sets: "pool", field: "host", subject: "node-1*", value: "training", fromDay: null, note: null });
  expect(ruleInput({ ...draft, always: false, nothing: true, note: "moved" })).toMatchObject({
    value: null,
    fromDay: today,
    note: "moved",
  });
});

test("setting a pool instead of a team keeps the host; a namespace can't make a pool, so it goes", () => {
  const host = ruleDraft({ sets: "team", field: "host", subject: "node-1", value: "research" }, today);
  expect(settingOther(host, "pool")).toMatchObject({ sets: "pool", field: "host", subject: "node-1", value: "" });
  const space = ruleDraft({ sets: "team", field: "namespace", subject: "ml", value: "research" }, today);
  expect(settingOther(space, "pool")).toMatchObject({ sets: "pool", field: "host", subject: "" });
  expect(settingOther(space, "alternative")).toMatchObject({ sets: "alternative", field: "model", subject: "" });
});

test("titles and values read as sentences do", () => {
  expect(ruleTitle({ sets: "team", field: "gpu_model", subject: "NVIDIA H100*" })).toBe("Team of GPU model NVIDIA H100*");
  expect(ruleTitle({ sets: "pool", field: "host", subject: "node-1" })).toBe("Pool of host node-1");
  expect(ruleTitle({ sets: "alternative", field: "model", subject: "llama" })).toBe("What llama is compared with");
  expect(ruleTitle({ sets: "model", field: "model", subject: "meta/Llama" })).toBe("Name in calls of the model meta/Llama");
  expect(ruleText({ sets: "model", value: null })).toBe("no model");
});
