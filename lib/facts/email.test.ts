import { expect, test } from "vitest";
import { hashEmails, hashEmailsWithin } from "./email";

test("an address becomes 12 hex digits, the same for every spelling of its case", () => {
  expect(hashEmails("Nora@Shop.example", false)).toMatch(/^email:[0-9a-f]{12}$/);
  expect(hashEmails("Nora@Shop.example", false)).toBe(hashEmails("nora@shop.example", false));
});
test("an address is kept on request, and a text that isn't one always is", () => {
  expect(hashEmails("nora@shop.example", true)).toBe("nora@shop.example");
  for (const text of ["user-abc", "", "write to nora@shop.example", "@team", "a@b"]) expect(hashEmails(text, false)).toBe(text);
});
test("within a tag only the address changes, and a dated model stays", () => {
  expect(hashEmailsWithin("owner:Nora@shop.example", false)).toBe(`owner:${hashEmails("nora@shop.example", false)}`);
  expect(hashEmailsWithin("owner:nora@shop.example", true)).toBe("owner:nora@shop.example");
  expect(hashEmailsWithin("claude-3-5-sonnet@20240620", false)).toBe("claude-3-5-sonnet@20240620");
});
