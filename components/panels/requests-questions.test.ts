import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { listKey, pageBefore } from "./requests-questions";

test("the page before is the one that ended here; of three pages the third leads to the second, the second to the first", () => {
  const queries = new QueryClient();
  const read = (cursor: string | undefined, next: string | null) =>
    queries.setQueryData(listKey({ from: "2026-11-01", ...(cursor ? { cursor } : {}) }), { data: [], meta: { next } });
  read(undefined, "b");
  read("b", "c");
  read("c", null);
  expect(pageBefore(queries, "c")).toEqual({ cursor: "b" });
  expect(pageBefore(queries, "b")).toEqual({ cursor: null });
});

test("an address with a cursor that was followed from elsewhere has no page before it", () => {
  expect(pageBefore(new QueryClient(), "b")).toBeNull();
});
