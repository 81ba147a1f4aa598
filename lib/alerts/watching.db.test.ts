import { expect, test } from "vitest";
import { companyForTests, minutes, NOON } from "./testing";
import { readWatching } from "./watching";

const company = companyForTests();

test("nothing watches, then 2 rules of which 1 is archived: one, since it was made", async () => {
  const { sql } = company;
  await sql`update budget set archived_at = ${NOON}`;
  expect(await readWatching(sql)).toEqual({ rules: 0, budgets: 0, since: null });
  for (const [name, archived] of [
    ["Kept", null],
    ["Ended", NOON],
  ] as const)
    await sql`
      insert into alert_rule (name, metric, condition, window_minutes, severity, recipients, owner, created_by, created_at, judges_from, archived_at)
      values (${name}, 'cost', '{"kind":"above","value":"4"}', 60, 'info', '{}', 'eng@example.com', 'eng@example.com', ${minutes(5)}, ${minutes(5)}, ${archived})`;
  expect(await readWatching(sql)).toEqual({ rules: 1, budgets: 0, since: minutes(5).toISOString() });
});
