import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// No figure may depend on the machine's zone: all tests run in one that is neither UTC nor on a whole hour.
process.env.TZ = "Asia/Kathmandu";

const MEMORY = "lib/ingest/read/memory.test.ts";
const skip = ["**/node_modules/**", "**/.next/**", "e2e/**"];

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    // Most of them wait for a database or a process: on two cores the default would be one file at a time.
    maxWorkers: 2,
    // A process for many files; db/testing-file.ts takes back what a file leaves in it.
    isolate: false,
    setupFiles: ["db/testing-file.ts"],
    projects: [
      {
        extends: true,
        // Laws are tried on thousands of cases: on a busy machine longer than the default of 5 s.
        test: { name: "unit", include: ["**/*.test.{ts,tsx}"], exclude: [...skip, "**/*.db.test.ts", MEMORY], testTimeout: 30_000 },
      },
      {
        extends: true,
        // What a process holds is measured in one that holds nothing else.
        test: { name: "memory", include: [MEMORY], isolate: true },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: ["**/*.db.test.ts"],
          exclude: skip,
          globalSetup: ["db/testing-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
