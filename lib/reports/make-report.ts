import type { Sql } from "../../db/client";
import { reportTitle } from "../email/words/report";
import type { WatchedScope } from "../metrics/scope-schema";
import { financeCsv } from "./finance-csv";
import type { Asked } from "./read-common";
import { readMonthly } from "./read-monthly";
import { readWeekly } from "./read-weekly";
import type { ReportParts } from "./report-parts";
import type { ReportSnapshot } from "./snapshot";
import { standardParts } from "./standard-parts";
import type { ReportKind } from "./subscription";

export interface ReportMade {
  title: string;
  snapshot: ReportSnapshot;
  /** Only of a monthly report for somebody who may export. */
  csv: string | null;
}

interface Wanted {
  kind: ReportKind;
  scope: WatchedScope;
  from: string;
  to: string;
  zone: string;
  /** Epoch ms. */
  now: number;
  /** Whether whoever gets it may have the rows. */
  withCsv: boolean;
}

/** Reads everything a report says. Writes nothing. */
export async function makeReport(sql: Sql, { withCsv, ...asked }: Wanted, parts: ReportParts = standardParts): Promise<ReportMade> {
  const read: Asked = asked;
  const snapshot = read.kind === "weekly" ? await readWeekly(sql, read, parts) : await readMonthly(sql, read, parts);
  const csv = withCsv && read.kind === "monthly" ? await financeCsv(sql, read) : null;
  return { title: reportTitle(snapshot), snapshot, csv };
}
