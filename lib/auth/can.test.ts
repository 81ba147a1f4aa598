import { describe, expect, test } from "vitest";
import { can, canGrant, PERMISSION_NAMES, ROLES, SCOPES, scopeCan } from "./can";

describe("can", () => {
  const allowed = {
    admin: PERMISSION_NAMES,
    finance: ["view_dashboards", "view_budgets", "respond_alerts", "view_requests", "view_sources", "view_prices", "export"],
    engineer: PERMISSION_NAMES.filter((name) => name !== "manage_users" && name !== "manage_settings"),
    manager: ["view_dashboards", "view_budgets", "respond_alerts"],
  };
  for (const role of ROLES) {
    test(`${role} has exactly ${allowed[role].length} of ${PERMISSION_NAMES.length} permissions`, () => {
      expect(PERMISSION_NAMES.filter((name) => can(role, name))).toEqual(allowed[role]);
    });
  }

  test("an ingest key may upload and nothing else", () => {
    expect(PERMISSION_NAMES.filter((name) => scopeCan("ingest", name))).toEqual(["upload"]);
  });

  test("a query key changes nothing", () => {
    expect(PERMISSION_NAMES.filter((name) => scopeCan("query", name)).every((name) => /^(view_|export)/.test(name))).toBe(true);
  });

  test("nobody hands out a key that may more than they may", () => {
    expect(SCOPES.filter((scope) => canGrant("admin", scope))).toEqual(["ingest", "query", "admin"]);
    expect(SCOPES.filter((scope) => canGrant("engineer", scope))).toEqual(["ingest", "query"]);
    expect(SCOPES.filter((scope) => canGrant("finance", scope))).toEqual(["query"]);
    expect(SCOPES.filter((scope) => canGrant("manager", scope))).toEqual([]);
  });
});
