import type { z } from "zod";
import type { OperationId } from "../endpoints";
import type { Operation } from "../operation";
import {
  archiveBudgetOperation,
  budgetHistoryOperation,
  createBudgetOperation,
  getBudgetOperation,
  listBudgetsOperation,
  updateBudgetOperation,
} from "./budgets";
import { createChannelOperation, endChannelOperation, listChannelsOperation, testChannelOperation } from "./channels";
import { getEventOperation, listEventsOperation, readInboxOperation, respondToEventOperation, respondToEventsOperation } from "./events";
import { listGpuAlternativesOperation } from "./gpu-alternatives";
import { gpuHeatOperation, gpuStandingOperation } from "./gpu-figures";
import { gpuModelsOperation } from "./gpu-models";
import { listGpuRatesOperation, retireGpuRateOperation, setGpuRateOperation } from "./gpu-rates";
import { listGpuRulesOperation, previewGpuRuleOperation, retireGpuRuleOperation, setGpuRuleOperation } from "./gpu-rules";
import { changeGpuSettingsOperation, getGpuSettingsOperation, listGpuSubjectsOperation } from "./gpu-settings";
import { exportTracesOperation, ingestOperation } from "./ingest";
import { createKeyOperation, listKeysOperation, revokeKeyOperation } from "./keys";
import {
  changeMailSettingsOperation,
  forgetMailSettingsOperation,
  getMailOperation,
  getMailSettingsOperation,
  listOutboxOperation,
  retryMailOperation,
  sendTestMailOperation,
} from "./mail";
import { postOutcomesOperation } from "./outcomes";
import { getPollOperation, pollNowOperation, removePollOperation, setPollOperation, tryPollOperation } from "./polls";
import {
  addPriceOperation,
  getRepricingOperation,
  listPricesOperation,
  previewPriceOperation,
  priceHistoryOperation,
  retirePriceOperation,
} from "./prices";
import { metricsOperation, queryOperation } from "./query";
import { createReportOperation, endReportOperation, listReportsOperation, previewReportOperation, reportCsvOperation } from "./reports";
import { getRequestOperation, listRequestsOperation } from "./requests";
import { routingChainsOperation, routingMixOperation, routingNetOperation } from "./routing-figures";
import { listRoutingSettingsOperation, previewRoutingOperation, retireRoutingOperation, setRoutingOperation } from "./routing-settings";
import { listRoutingSubjectsOperation } from "./routing-subjects";
import {
  archiveRuleOperation,
  backtestRuleOperation,
  createRuleOperation,
  getRuleOperation,
  listRulesOperation,
  listRuleTemplatesOperation,
  updateRuleOperation,
} from "./rules";
import { changeZoneOperation } from "./settings";
import {
  changeSourceOperation,
  getRunOperation,
  listOverlapsOperation,
  listRejectsOperation,
  listRunsOperation,
  listSourcesOperation,
  removeSourceOperation,
  retryRejectsOperation,
  settleOverlapOperation,
  undoRunOperation,
  unsettleOperation,
} from "./sources";
import {
  changePasswordOperation,
  changeUserOperation,
  createUserOperation,
  listUsersOperation,
  resetPasswordOperation,
  welcomeOperation,
} from "./users";
import { explainOperation } from "./why";

/** The public HTTP API: what stands here is in the OpenAPI document. */
export const operations = [
  queryOperation,
  metricsOperation,
  explainOperation,
  routingNetOperation,
  routingMixOperation,
  routingChainsOperation,
  ingestOperation,
  exportTracesOperation,
  postOutcomesOperation,
  listSourcesOperation,
  changeSourceOperation,
  removeSourceOperation,
  listRunsOperation,
  getRunOperation,
  undoRunOperation,
  listRejectsOperation,
  retryRejectsOperation,
  listOverlapsOperation,
  settleOverlapOperation,
  unsettleOperation,
  listPricesOperation,
  priceHistoryOperation,
  addPriceOperation,
  previewPriceOperation,
  retirePriceOperation,
  getRepricingOperation,
  listRoutingSettingsOperation,
  setRoutingOperation,
  previewRoutingOperation,
  retireRoutingOperation,
  listRoutingSubjectsOperation,
  gpuStandingOperation,
  gpuHeatOperation,
  gpuModelsOperation,
  listGpuAlternativesOperation,
  listGpuRatesOperation,
  setGpuRateOperation,
  retireGpuRateOperation,
  listGpuRulesOperation,
  setGpuRuleOperation,
  previewGpuRuleOperation,
  retireGpuRuleOperation,
  getGpuSettingsOperation,
  changeGpuSettingsOperation,
  listGpuSubjectsOperation,
  getPollOperation,
  setPollOperation,
  removePollOperation,
  pollNowOperation,
  tryPollOperation,
  listRequestsOperation,
  getRequestOperation,
  listBudgetsOperation,
  createBudgetOperation,
  getBudgetOperation,
  updateBudgetOperation,
  archiveBudgetOperation,
  budgetHistoryOperation,
  listEventsOperation,
  getEventOperation,
  respondToEventOperation,
  respondToEventsOperation,
  readInboxOperation,
  listRulesOperation,
  createRuleOperation,
  backtestRuleOperation,
  listRuleTemplatesOperation,
  getRuleOperation,
  updateRuleOperation,
  archiveRuleOperation,
  listReportsOperation,
  createReportOperation,
  endReportOperation,
  previewReportOperation,
  reportCsvOperation,
  listOutboxOperation,
  getMailOperation,
  retryMailOperation,
  sendTestMailOperation,
  getMailSettingsOperation,
  changeMailSettingsOperation,
  forgetMailSettingsOperation,
  listChannelsOperation,
  createChannelOperation,
  endChannelOperation,
  testChannelOperation,
  listUsersOperation,
  createUserOperation,
  changeUserOperation,
  resetPasswordOperation,
  changePasswordOperation,
  listKeysOperation,
  createKeyOperation,
  revokeKeyOperation,
  changeZoneOperation,
  welcomeOperation,
] as const satisfies readonly Operation[];

type OperationOf<Id extends OperationId> = Extract<(typeof operations)[number], { id: Id }>;
/** What the browser sends to an operation, and what comes back. */
export type InputOf<Id extends OperationId> = z.input<OperationOf<Id>["input"]>;
export type OutputOf<Id extends OperationId> = z.output<OperationOf<Id>["output"]>;
