import { afterAll } from "vitest";

/**
 * Setup of every test file. Files share a process, which saves each of them loading the modules anew: what one of them leaves in the
 * environment and of the app's own globals (`permilleSql` and the like) is taken back when it ends, after its own hooks.
 */
const before = { ...process.env };

afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  const shared = globalThis as Record<string, unknown>;
  for (const name of Object.keys(shared).filter((key) => key.startsWith("permille"))) {
    clearTimeout(shared[name] as NodeJS.Timeout);
    delete shared[name];
  }
});
