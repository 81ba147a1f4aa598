import { describe, expect, test } from "vitest";
import { AppError } from "../errors";
import { errorResponse } from "./answer";
import { hrefOf } from "./client";
import { jsonInput, listKeys, parseInput, queryInput } from "./input";
import { queryOperation } from "./operations/query";
import { safePath } from "./safe-path";

describe("query parameters", () => {
  test("a list is one with 1 value and with 2, a single one takes the last", () => {
    const lists = listKeys(queryOperation.input);
    expect([...lists]).toEqual(["where"]);
    expect(queryInput(new URLSearchParams("metric=cost&where=a=1"), lists)).toEqual({ metric: "cost", where: ["a=1"] });
    expect(queryInput(new URLSearchParams("metric=cost&metric=requests&where=a=1&where=b=2"), lists)).toEqual({
      metric: "requests",
      where: ["a=1", "b=2"],
    });
  });

  test("numbers come from text, and a wrong one is named", () => {
    expect(parseInput(queryOperation.input, { metric: "cost", top: "5" })).toMatchObject({ top: 5, format: "json" });
    expect(() => parseInput(queryOperation.input, { metric: "cost", top: "-1" })).toThrow(/^top: /);
  });

  test("a link holds the parameters that the route reads", () => {
    expect(hrefOf("query", { metric: "cost", where: ["feature=a b", "team=x"] })).toBe(
      "/api/v1/query?metric=cost&where=feature%3Da+b&where=team%3Dx",
    );
    expect(hrefOf("changeUser", { id: "a/b" })).toBe("/api/v1/users/a%2Fb");
  });
});

describe("bodies", () => {
  const body = (text: string) => jsonInput(new Request("http://localhost/", { method: "POST", body: text }));

  test("an empty body is an empty object; a list, text and 1 MB more are invalid", async () => {
    expect(await body("")).toEqual({});
    for (const wrong of ["[1]", "not json", `{"a":"${"x".repeat(1_000_001)}"}`])
      await expect(body(wrong)).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("errors", () => {
  test("an AppError keeps its sentence and gets the status of its code", async () => {
    const response = errorResponse(new AppError("conflict", "Taken."), "id");
    expect(response.status).toBe(409);
    expect(await response.json()).toEqual({ error: { code: "conflict", message: "Taken." } });
  });

  test("anything else is 500 and tells nothing but the request's id", async () => {
    const response = errorResponse(new Error("password is hunter2"), "r-1");
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).toContain("r-1");
    expect(text).not.toContain("hunter2");
  });
});

test("?next= leads to this site only", () => {
  expect(safePath("/requests?day=2026-10-01#x")).toBe("/requests?day=2026-10-01#x");
  for (const other of [
    "https://evil.example.com",
    "//evil.example.com",
    "/\\evil.example.com",
    "/\t/evil.example.com",
    "javascript:alert(1)",
    undefined,
    ["/a"],
  ])
    expect(safePath(other)).toBe("/");
});
