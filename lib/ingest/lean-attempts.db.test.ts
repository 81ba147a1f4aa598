import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../db/testing-hooks";
import { verify } from "../rollups";
import { call, failedCall, ingestText, lines, NOW, stateOf } from "./testing";

const { sql } = openTestDatabase();

const MANY_TAGS = Array.from({ length: 300 }, (_, i) => `tag-${i}`);

const file = lines([
  call("chatcmpl-c461310c-492e-4b0b-80dd-17410af05593", {
    trace_id: "feacb771-748c-460a-8d21-3b2e239126bd",
    request_tags: ["release:7", "a"],
  }),
  call("chatcmpl-C461310C-492e-4b0b-80dd-17410af05593", { trace_id: "0af7651916cd43dd8448eb211c80319c", request_tags: ["a", "release:7"] }),
  call("b", { startTime: 1_787_000_000, endTime: 1_787_000_001, request_tags: ["release:7", "a"] }),
  call("c", { litellm_call_id: "call-c", request_tags: MANY_TAGS, response: { id: "resp_1" } }),
  failedCall("d", { trace_id: "t" }),
  call("e", { trace_id: "t", startTime: 1_790_000_005, endTime: 1_790_000_006, request_tags: ["only"] }),
]);

const stored = async () => ({
  ...(await stateOf(sql)),
  tags: (await sql`select id, tag_names(tags, extra) as tags from attempt order by id`).map((row) => [row.id, row.tags]),
});

/** Calls as every release before stored them, where null says 1 and the run's time now. */
async function spellOut(): Promise<void> {
  await sql.unsafe(`update attempt set attempts = coalesce(attempts, 1), priced = coalesce(priced, 1);
    update identity i set as_of = r.told_at from attempt a join ingest_run r on r.id = a.run where a.id = i.id and i.as_of is null`);
}

/** The tables as they were before: tags as JSON in `extra`, ids as text. */
async function turnBack(): Promise<void> {
  await sql.unsafe(`
    update attempt a set extra = coalesce(extra, '{}') || jsonb_build_object('tags', to_jsonb(string_to_array(d.value, ',')::integer[]))
    from dimension_value d where d.id = a.tags;
    delete from dimension_value where dimension = 'tags';
    drop index attempt_trace, attempt_response;
    alter table attempt drop column tags,
      ${["record_id", "response_id", "trace", "span", "parent"].map((name) => `alter column ${name} type text using id_text(${name})`).join(", ")};
    create index attempt_trace on attempt using hash (trace);
    create index attempt_response on attempt using hash ((coalesce(response_id, record_id)));
    update attempt set attempt_no = coalesce(attempt_no, 1), gateway_cache = coalesce(gateway_cache, 0);
    update identity set versions = 1 where versions is null;
    alter table identity alter column versions set default 1, alter column versions set not null;
    alter table identity alter column as_of set not null;
    alter table ingest_run drop column told_at;
    drop function tag_names, pack_ids, pack_id, id_text;`);
}

test("6 calls stored before the upgrade are the same after it: ids, tags in their order, and their file again is 6 duplicates", async () => {
  expect(await ingestText(sql, file)).toMatchObject({ accepted: 6, rejected: 0 });
  await spellOut();
  const before = await stored();
  expect(before.tags.map(([, tags]) => tags)).toEqual(
    expect.arrayContaining([["release:7", "a"], ["a", "release:7"], MANY_TAGS, ["only"], []]),
  );
  const { id } = (await sql`select id from dimension_value where dimension = 'tags' order by id limit 1`)[0] ?? {};
  await turnBack();
  for (const name of ["0025_lean_attempts", "0027_usual_is_null"])
    await sql.unsafe(readFileSync(new URL(`../../drizzle/${name}.sql`, import.meta.url), "utf8"));
  const after = await stored();
  expect(id).toBeDefined();
  expect(withoutIds(after)).toEqual(withoutIds(before));
  expect(await sql`select count(*)::integer as n from dimension_value where dimension = 'tags'`).toEqual([{ n: 3 }]);
  expect(await sql`select id from identity where versions is not null`).toEqual([]);
  expect(await verify(sql, "UTC")).toEqual([]);
  const again = await ingestText(sql, file, { now: new Date(NOW.getTime() + 1_000) });
  expect(again).toMatchObject({ accepted: 0, duplicate: 6, revised: 0 });
});

test("a call told anew keeps its two tags, or its 300", async () => {
  await ingestText(sql, lines([call("r", { request_tags: ["x", "y"] }), call("s", { request_tags: MANY_TAGS })]));
  const told = { completion_tokens: 500, total_tokens: 600, request_tags: [] };
  await ingestText(sql, lines([call("r", told), call("s", told)]), { now: new Date(NOW.getTime() + 2_000) });
  const tags =
    await sql`select tag_names(tags, extra) as tags from attempt where output = 500 order by cardinality(tag_names(tags, extra))`;
  expect(tags.map((row) => row.tags)).toEqual([["x", "y"], MANY_TAGS]);
});

/** What is the same but for the ids of names, which are given anew. */
const withoutIds = (state: Record<string, unknown>) =>
  JSON.parse(JSON.stringify(state, (key, value) => (key === "tags" && typeof value === "number" ? null : value)));
