export { createSubscription } from "./create-subscription";
export { endSubscription } from "./end-subscription";
export { listReports } from "./list-reports";
export { makeReport } from "./make-report";
export { previewReport, type ReportPreview } from "./preview-report";
export { reportCsv } from "./report-csv";
export { reportMail } from "./report-mail";
export type { ReportParts } from "./report-parts";
export { type SendOutcome, sendReports } from "./send-reports";
export {
  type NewSubscription,
  newSubscriptionSchema,
  type PastReport,
  pastReportSchema,
  REPORT_KINDS,
  type ReportKind,
  type Subscription,
  subscriptionSchema,
} from "./subscription";
