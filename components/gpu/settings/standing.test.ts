import { expect, test } from "vitest";
import { type Dated, logOf, threadsOf } from "./standing";

const row = (id: number, part: Partial<Dated> = {}): Dated => ({
  id,
  field: "host",
  subject: "node-1",
  fromDay: null,
  state: "holds",
  createdBy: "engineer@example.com",
  createdAt: `2026-11-0${id}T09:00:00.000Z`,
  retiredBy: null,
  retiredAt: null,
  ...part,
});

test("entries of one subject are one thread: what holds, the next of two that are planned, and all of them", () => {
  const rows = [
    row(1, { state: "superseded" }),
    row(2),
    row(3, { state: "planned", fromDay: "2027-02-01" }),
    row(4, { state: "planned", fromDay: "2027-01-01" }),
    row(5, { subject: "node-2" }),
  ];
  const [first, second, ...others] = threadsOf(rows);
  expect([first?.holds?.id, first?.planned?.id, first?.history.map(({ id }) => id)]).toEqual([2, 4, [1, 2, 3, 4]]);
  expect([second?.holds?.id, others]).toEqual([5, []]);
});

test("two rules about one host that set different things are two threads; what was retired altogether is none", () => {
  const rows = [row(1, { sets: "team" }), row(2, { sets: "pool" }), row(3, { sets: "feature", state: "retired" })];
  expect(threadsOf(rows).map(({ holds }) => holds?.id)).toEqual([1, 2]);
});

test("the log has a line for setting and one for retiring, the newest first", () => {
  const rows = [row(1, { state: "retired", retiredBy: "admin@example.com", retiredAt: "2026-11-05T09:00:00.000Z" }), row(2)];
  expect(logOf(rows).map(({ what, by, row }) => `${row.id} ${what} by ${by}`)).toEqual([
    "1 retired by admin@example.com",
    "2 set by engineer@example.com",
    "1 set by engineer@example.com",
  ]);
});
