import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { scrape } from "../ingest/testing-samples";
import { createLog } from "../log";
import { getPoll, setPoll } from "../polls";
import { pollOf, serve, type TestServer } from "../polls/testing";
import { instanceKey } from "../secrets/instance-key";
import { requestPolling } from ".";
import { pollJob } from "./poll";
import { migrateJobs, startWorker } from "./run-worker";

const database = openTestDatabase();
const { sql } = database;
let server: TestServer;
const env = {
  smtpUrl: undefined,
  mailFrom: "permille@localhost",
  url: "http://localhost:3000",
  home: "/nowhere",
  nextAuthSecret: "a secret",
};
beforeAll(async () => {
  await migrateJobs(database.url);
  server = await serve(() => ({ body: scrape(null) }));
});
afterAll(async () => {
  await server?.stop();
});

test("two workers read a source as soon as it is set, once, with its token, and wake for its next time by themselves", async () => {
  const options = {
    databaseUrl: database.url,
    env: { ...env, allowPrivateWebhooks: false },
    log: createLog("test", "silent"),
    jobs: [pollJob],
  };
  const workers = await Promise.all([startWorker(options), startWorker(options)]);
  try {
    const poll = pollOf({ url: `${server.url}/metrics`, intervalS: 15, token: "s3cret" });
    const set = { source: "node-1", poll, by: "engineer", now: new Date(), key: instanceKey(env, "seal") };
    await setPoll(sql, set);
    await requestPolling(sql);
    await expect
      .poll(() => getPoll(sql, "node-1"), { timeout: 10_000 })
      .toMatchObject({ lastError: null, lastOkAt: expect.any(String), reading: false });
    expect(server.asked).toHaveLength(1);
    expect(server.authorization()).toBe("Bearer s3cret");
    const next = (await getPoll(sql, "node-1"))?.nextAt;
    const waiting = () =>
      sql<{ at: Date }[]>`select run_at as at from graphile_worker.jobs where task_identifier = 'poll' and locked_at is null`;
    await expect.poll(async () => (await waiting()).map(({ at }) => at.toISOString()), { timeout: 5_000 }).toEqual([next]);
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}, 30_000);
