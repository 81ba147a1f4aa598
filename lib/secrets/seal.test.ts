import { expect, test } from "vitest";
import { instanceKey } from "./instance-key";
import { seal, unseal } from "./seal";

const env = (secret: string) => ({ home: "/nowhere", nextAuthSecret: secret });
const key = instanceKey(env("a secret of the instance"), "seal");

test("what is sealed comes back, and never looks the same twice", () => {
  const [one, two] = [seal("pässword", key), seal("pässword", key)];
  expect(one).not.toBe(two);
  expect(one).not.toContain("pässword");
  expect([one, two].map((sealed) => unseal(sealed, key))).toEqual(["pässword", "pässword"]);
});

test("another secret, another purpose or one changed letter is refused with a sentence", () => {
  const sealed = seal("password", key);
  const changed = sealed.slice(0, -2) + (sealed.endsWith("AA") ? "BB" : "AA");
  for (const [text, other] of [
    [sealed, instanceKey(env("another secret of it"), "seal")],
    [sealed, instanceKey(env("a secret of the instance"), "link")],
    [changed, key],
    ["", key],
  ] as const)
    expect(() => unseal(text, other)).toThrow("Enter it again");
});
