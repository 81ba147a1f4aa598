import { scryptSync } from "node:crypto";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { connect } from "../db/client";
import { createKey } from "../lib/people/api-keys";
import { insertUser } from "../lib/people/create-user";
import { type Instance, startInstance } from "./instance";

export { expect };

export const ROLES = ["admin", "finance", "engineer", "manager"] as const;
export type Role = (typeof ROLES)[number];

export const PASSWORD = "a long enough password";
export const emailOf = (role: Role): string => `${role}@example.com`;

/** The instance of the running spec file. */
let current: Instance | null = null;
let keys = new Map<string, string>();
let sessions = new Map<Role, Awaited<ReturnType<BrowserContext["storageState"]>>>();

export function permille(): Instance {
  if (!current) throw new Error("Call withInstance() at the top of the spec file.");
  return current;
}

interface Beginning {
  /** One of each role exists from the start, and keys are there when asked for; else all is as after the first `npm start`, its own database too. */
  people?: boolean;
  /** Asked when the instance starts. */
  env?: () => Record<string, string>;
}

/** One instance for all tests of the file, in order. */
export function withInstance({ people = true, env = () => ({}) }: Beginning = {}): void {
  base.describe.configure({ mode: "serial" });
  base.beforeAll(async () => {
    current = await startInstance({ env: env(), ownServer: !people });
    keys = new Map();
    sessions = new Map();
    if (people) await settle(current.databaseUrl);
  });
  base.afterAll(async () => {
    await current?.stop();
    current = null;
  });
}

/** People and keys as the API makes them, but of a hash that takes a hundredth of the work; first-figures and settings make theirs the long way. */
async function settle(databaseUrl: string): Promise<void> {
  const sql = connect(databaseUrl, { max: 1 });
  try {
    for (const role of ROLES) await sql.begin((tx) => insertUser(tx, { email: emailOf(role), role, by: "e2e" }, QUICK_HASH));
    for (const scope of ["ingest", "query", "admin"] as const)
      keys.set(scope, (await createKey(sql, { name: scope, scope, by: "e2e" })).secret);
  } finally {
    await sql.end();
  }
}

const SALT = Buffer.alloc(16, 7);
const QUICK_HASH = `$scrypt$ln=10,r=8,p=1$${SALT.toString("base64url")}$${scryptSync(PASSWORD, SALT, 32, { N: 1024, r: 8, p: 1 }).toString("base64url")}`;

/** The API key of this scope; made on the command line where there is none yet. */
export async function apiKey(scope: "ingest" | "query" | "admin"): Promise<string> {
  const known = keys.get(scope);
  if (known) return known;
  const { code, stdout, stderr } = await permille().permille(["keys", "create", "--scope", scope]);
  if (code !== 0) throw new Error(stderr);
  keys.set(scope, stdout.trim());
  return stdout.trim();
}

interface Sent {
  scope?: "ingest" | "query" | "admin";
  status?: number;
}

/** POST with an API key; objects go as JSON, text as it is. Throws where the answer is not `status` (default: any 2xx). */
export async function post(path: string, body: object | string, { scope = "admin", status }: Sent = {}): Promise<unknown> {
  const response = await fetch(permille().url + path, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await apiKey(scope)}`,
      "content-type": typeof body === "string" ? "application/x-ndjson" : "application/json",
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  if (status ? response.status !== status : !response.ok) throw new Error(`POST ${path} answered ${response.status}: ${text}`);
  return text ? JSON.parse(text) : null;
}

/** GET with an API key. */
export async function get(path: string, { scope = "query" }: Pick<Sent, "scope"> = {}): Promise<Response> {
  return fetch(permille().url + path, { headers: { authorization: `Bearer ${await apiKey(scope)}` } });
}

/** `GET /api/v1/query`, as rows of decimal text. */
export async function query(params: string): Promise<Record<string, string | null>[]> {
  const response = await get(`/api/v1/query?${params}`);
  if (!response.ok) throw new Error(`query answered ${response.status}: ${await response.text()}`);
  const { data } = (await response.json()) as { data: Record<string, string | null>[] };
  return data;
}

/** Fills the sign-in page and sends it. */
export async function trySignIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`${permille().url}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await trySignIn(page, email, password);
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
}

/** Gives a file to the page's upload field, once it listens. */
export async function upload(page: Page, file: string): Promise<void> {
  const field = page.locator('input[type="file"]');
  await expect(field).toBeEnabled();
  await field.setInputFiles(file);
}

/** `as("finance")`: a page of someone with this role, signed in through the form the first time. Paths are relative to the instance. */
export const test = base.extend<{ as: (role: Role, options?: { colorScheme?: "light" | "dark" }) => Promise<Page> }>({
  as: async ({ browser }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (role, options = {}) => {
      const known = sessions.get(role);
      const context = await browser.newContext({
        baseURL: permille().url,
        acceptDownloads: true,
        ...options,
        ...(known && { storageState: known }),
      });
      opened.push(context);
      const page = await context.newPage();
      if (!known) {
        await signIn(page, emailOf(role));
        sessions.set(role, await context.storageState());
      }
      return page;
    });
    for (const context of opened) await context.close();
  },
});
