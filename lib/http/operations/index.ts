import type { Operation } from "../operation";
import { archiveBudgetOperation, createBudgetOperation, getBudgetOperation, listBudgetsOperation, updateBudgetOperation } from "./budgets";
import { exportTracesOperation, ingestOperation } from "./ingest";
import { createKeyOperation, listKeysOperation, revokeKeyOperation } from "./keys";
import { getMailOperation, listOutboxOperation, retryMailOperation, sendTestMailOperation } from "./mail";
import {
  addPriceOperation,
  getRepricingOperation,
  listPricesOperation,
  previewPriceOperation,
  priceHistoryOperation,
  retirePriceOperation,
} from "./prices";
import { metricsOperation, queryOperation } from "./query";
import { getRequestOperation, listRequestsOperation } from "./requests";
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

/** The public HTTP API: what stands here is in the OpenAPI document. */
export const operations: readonly Operation[] = [
  queryOperation,
  metricsOperation,
  ingestOperation,
  exportTracesOperation,
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
  listRequestsOperation,
  getRequestOperation,
  listBudgetsOperation,
  createBudgetOperation,
  getBudgetOperation,
  updateBudgetOperation,
  archiveBudgetOperation,
  listOutboxOperation,
  getMailOperation,
  retryMailOperation,
  sendTestMailOperation,
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
];
