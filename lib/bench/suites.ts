import type { Bench } from "./bench";
import type { Figure } from "./figure";
import { gpuSuite } from "./gpu";
import { httpSuite } from "./http";
import { ingestSuite } from "./ingest";
import type { SuiteName } from "./options";
import { pagesSuite } from "./pages";
import { pushSuite } from "./push";
import { queriesSuite } from "./queries";
import { rulesSuite } from "./rules";
import { savingsSuite } from "./savings";
import { soakSuite } from "./soak";
import { startSuite } from "./start";
import { storageSuite } from "./storage";

export const suites: Record<SuiteName, { title: string; run: (bench: Bench) => Promise<Figure[]> }> = {
  ingest: { title: "Ingest of a file", run: ingestSuite },
  storage: { title: "Storage", run: storageSuite },
  queries: { title: "Questions, in one process beside Postgres", run: queriesSuite },
  http: { title: "Overview over HTTP", run: httpSuite },
  push: { title: "Pushes over HTTP", run: pushSuite },
  pages: { title: "Pages in a browser", run: pagesSuite },
  start: { title: "Start", run: startSuite },
  rules: { title: "Alert rules", run: rulesSuite },
  gpu: { title: "GPUs", run: gpuSuite },
  savings: { title: "Savings, in one process beside Postgres", run: savingsSuite },
  soak: { title: "Two writers and a reader", run: soakSuite },
};
