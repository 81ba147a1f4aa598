import { expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { call, ingestText, lines } from "../ingest/testing";
import { createRule, getRule, newRuleSchema } from "../rules";
import { evaluateRules } from "./index";

const { sql } = openTestDatabase({ max: 4 });

const MINUTE_MS = 60_000;

test("a key that spends $0.0135 in a minute through a gateway's log is told once, in the round after its minute closed", async () => {
  const minute = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 2 * MINUTE_MS;
  const closed = new Date(minute + MINUTE_MS);
  await sql`insert into app_user (email, role, password_hash) values ('eng@example.com', 'engineer', 'x')`;
  const rule = newRuleSchema.parse({
    name: "Runaway key",
    metric: "cost",
    each: "api_key",
    condition: { kind: "above", value: "0.01" },
    windowMinutes: 5,
    severity: "critical",
  });
  const { id } = await createRule(sql, { rule, by: "eng@example.com", now: new Date(minute - 10 * MINUTE_MS) });
  const round = (now: Date) => evaluateRules(sql, { now, mailHost: "permille.test" });
  const calls = (count: number, from: number) =>
    lines(
      Array.from({ length: count }, (_, i) =>
        call(`call-${from + i}`, { startTime: minute / 1000 + from + i, endTime: minute / 1000 + from + i + 1 }),
      ),
    );

  await ingestText(sql, calls(3, 0), { now: closed });
  expect(await round(closed)).toMatchObject({ due: 1, events: 0, failures: [] });
  await ingestText(sql, calls(3, 20), { now: closed });
  expect(await round(closed)).toMatchObject({ events: 1, failures: [] });
  await ingestText(sql, calls(3, 20), { now: closed });
  await Promise.all([round(closed), round(new Date(closed.getTime() + 1000)), round(new Date(closed.getTime() + MINUTE_MS))]);

  const events = await sql`select title, at from alert_event`;
  expect(events).toEqual([{ title: "Critical: Cost of key-1 is $0.014 over 5 minutes, above $0.01 (Runaway key)", at: closed }]);
  expect(await sql`select channel, recipient from delivery order by 1`).toEqual([
    { channel: "email", recipient: "eng@example.com" },
    { channel: "inbox", recipient: "eng@example.com" },
  ]);
  expect(await getRule(sql, { id, now: closed })).toMatchObject({
    state: "firing",
    fired30d: 1,
    subjects: [{ subject: "key-1", state: "firing", value: "0.0135", since: closed.toISOString() }],
  });
});
