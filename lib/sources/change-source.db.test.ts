import { expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { call, ingestText, lines } from "../ingest/testing";
import { changeSource } from "./change-source";
import { sourceChange } from "./source-change";

const { sql } = openTestDatabase();

const engineer = { name: "engineer@example.com", mayKeepEmails: false };
const featureOf = async () => (await sql`select d.value from attempt a join dimension_value d on d.id = a.feature`).map((row) => row.value);

test("a remapped feature holds for records read from then on, and the same file again revises the old ones", async () => {
  const text = lines([call("a", {}, { spend_logs_metadata: { feature: "chat", product: "assistant" } })]);
  await ingestText(sql, text);
  expect(await featureOf()).toEqual(["chat"]);
  const change = sourceChange.parse({ label: "Production", settings: { remap: { feature: "metadata.spend_logs_metadata.product" } } });
  expect(await changeSource(sql, "litellm", change, engineer)).toMatchObject({ label: "Production" });
  expect(await featureOf()).toEqual(["chat"]);
  expect(await ingestText(sql, text, { now: new Date("2026-11-22T13:00:00Z") })).toMatchObject({ revised: 1 });
  expect(await featureOf()).toEqual(["assistant"]);
});

test("only an admin lets e-mail addresses be kept", async () => {
  const change = sourceChange.parse({ settings: { keepEmails: true } });
  await expect(changeSource(sql, "litellm", change, engineer)).rejects.toMatchObject({ code: "forbidden" });
  expect(await changeSource(sql, "litellm", change, { name: "admin@example.com", mayKeepEmails: true })).toMatchObject({
    settings: { keepEmails: true },
  });
});

test("a source that does not exist and an unknown dimension are refused", async () => {
  await expect(changeSource(sql, "nowhere", { label: "x" }, engineer)).rejects.toMatchObject({ code: "not_found" });
  expect(sourceChange.safeParse({ settings: { remap: { colour: "x" } } }).success).toBe(false);
});
