import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exactUsd, figure } from "./figures";
import { expect, permille, post, query, test, upload, withInstance } from "./fixtures";
import { daysAgo, type Line, litellmLog, total, weekOfTraffic } from "./traffic";

withInstance();

const lines = weekOfTraffic();

test("an OTLP push with a key becomes a session on the Overview", async ({ as }) => {
  const page = await as("engineer");
  const spans = trace("conversation-1", [
    { input: 40_000, output: 2_000 },
    { input: 60_000, output: 1_000 },
  ]);
  await post("/v1/traces", spans, { scope: "ingest" });
  await expect(async () => {
    expect(await query("metric=sessions,cost_per_session,requests")).toEqual([{ sessions: "1", cost_per_session: "0.28", requests: "2" }]);
  }).toPass({ timeout: 15_000 });
  await page.goto("/");
  await expect(figure(page, "Per session")).toHaveAttribute("title", "$0.28");
  // The same spans again, as an exporter sends them after a lost answer.
  await post("/v1/traces", spans, { scope: "ingest" });
  await expect(async () => expect(await query("metric=requests")).toEqual([{ requests: "2" }])).toPass();
});

test("a broken file shows the line and the reason of each record, and keeps them to download and try again", async ({ as }) => {
  const page = await as("engineer");
  const [good, noId, noTime, negative] = weekOfTraffic()
    .slice(0, 4)
    .map((line) => JSON.parse(litellmLog([line])) as Record<string, unknown>);
  const records = [
    good,
    { ...noId, id: undefined, litellm_call_id: undefined },
    { ...noTime, startTime: null, endTime: null },
    { ...negative, metadata: { usage_object: { prompt_tokens: -5, completion_tokens: 3 } } },
  ].map((record) => JSON.stringify(record));
  const file = join(permille().home, "broken.jsonl");
  writeFileSync(file, `${records[0]}\n{"id": "half a rec\n${records.slice(1).join("\n")}\n`);

  await page.goto("/sources");
  await upload(page, file);
  await expect(page.getByText(/5 records read into/)).toBeVisible();
  await expect(page.getByText("1 × The line is not valid JSON")).toBeVisible();
  await expect(page.getByText(/First: line 2:/)).toBeVisible();
  await page.getByRole("link", { name: "See them all" }).click();

  for (const [line, reason] of [
    [2, "The line is not valid JSON"],
    [3, "The record has no id"],
    [4, "The record has no start time"],
    [5, "A token count is negative"],
  ]) {
    const row = page.getByRole("listitem").filter({ hasText: `broken.jsonl, line ${line}` });
    await expect(row).toContainText(String(reason));
  }
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "JSON lines" }).click();
  const kept = readFileSync(await (await download).path(), "utf8");
  expect(kept.trim().split("\n")).toHaveLength(4);
  expect(kept).not.toContain("must not be stored");

  await page.getByRole("button", { name: "Try all again" }).click();
  await expect(page.getByText(/All 4 records are still rejected/)).toBeVisible();
});

test("a file twice counts once, and the undo of a run returns the Overview to what it was", async ({ as }) => {
  const page = await as("engineer");
  await post("/api/v1/ingest/litellm?name=week.jsonl", litellmLog(lines));
  await page.goto("/");
  const before = await figure(page, "Cost").getAttribute("title");
  const [cost] = await query("metric=cost,requests,attempts,sessions");

  const more = Array.from(
    { length: 5 },
    (_, i): Line => ({ call: `more-${i}`, at: daysAgo(2, i), model: "gpt-4o", feature: "batch", input: 70_000, cached: 0, output: 1_000 }),
  );
  const file = join(permille().home, "more.jsonl");
  writeFileSync(file, litellmLog([...lines.slice(0, 10), ...more]));
  await page.goto("/sources/litellm?tab=add");
  await upload(page, file);
  await expect(page.getByText(/15 records read into/)).toBeVisible();
  await page.goto("/");
  await expect(figure(page, "Cost")).not.toHaveAttribute("title", before ?? "");
  const [grown] = await query("metric=cost");
  expect(
    total(more)
      .plus(cost?.cost ?? 0)
      .toFixed(),
  ).toBe(grown?.cost);
  await expect(figure(page, "Cost")).toHaveAttribute("title", exactUsd(total(more).plus(cost?.cost ?? 0)));

  await page.goto("/sources/litellm");
  const run = page.getByRole("row").filter({ hasText: "more.jsonl" });
  await run.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo this run" }).click();
  await expect(run).toBeHidden({ timeout: 30_000 });
  await page.goto("/");
  await expect(figure(page, "Cost")).toHaveAttribute("title", before ?? "");
  expect(await query("metric=cost,requests,attempts,sessions")).toEqual([cost]);
  expect((await permille().permille(["verify"])).code).toBe(0);
});

/** One trace of chat calls to gpt-4o in one conversation, as an OpenTelemetry SDK sends it. */
function trace(conversation: string, calls: { input: number; output: number }[]): object {
  const start = BigInt(daysAgo(1).getTime()) * 1_000_000n;
  const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
  const count = (key: string, value: number) => ({ key, value: { intValue: String(value) } });
  return {
    resourceSpans: [
      {
        resource: { attributes: [text("service.name", "helpdesk")] },
        scopeSpans: [
          {
            spans: calls.map(({ input, output }, i) => ({
              traceId: "0af7651916cd43dd8448eb211c80319c",
              spanId: `b7ad6b716920333${i}`,
              name: "chat gpt-4o",
              kind: 3,
              startTimeUnixNano: String(start + BigInt(i) * 5_000_000_000n),
              endTimeUnixNano: String(start + BigInt(i) * 5_000_000_000n + 900_000_000n),
              attributes: [
                text("gen_ai.operation.name", "chat"),
                text("gen_ai.provider.name", "openai"),
                text("gen_ai.request.model", "gpt-4o"),
                text("gen_ai.response.model", "gpt-4o"),
                text("gen_ai.response.id", `chatcmpl-${i}`),
                text("gen_ai.conversation.id", conversation),
                count("gen_ai.usage.input_tokens", input),
                count("gen_ai.usage.output_tokens", output),
              ],
            })),
          },
        ],
      },
    ],
  };
}
