import { expect, test } from "vitest";
import { hourLines } from "./heat-hours";

test("hours that read alike stand together, and no data is not 0 %", () => {
  const columns = ["Mon 00", "Mon 01", "Mon 02", "Mon 03", "Tue 00", "Tue 01"];
  expect(hourLines([null, null, 0, 21, 800, 800], { columns, by: "hour_of_week", meta: { zone: "UTC" } })).toEqual([
    { day: "Mon", hours: "00–01 no data, 02 0 %, 03 2.1 %" },
    { day: "Tue", hours: "00–01 80 %" },
  ]);
});
test("hours that were stand at the zone's wall time", () => {
  const columns = ["2026-10-06T00:00:00+02:00", "2026-10-06T01:00:00+02:00"];
  expect(hourLines([5, null], { columns, by: "hour", meta: { zone: "Europe/Berlin" } })).toEqual([
    { day: "Oct 6", hours: "00 0.5 %, 01 no data" },
  ]);
});
