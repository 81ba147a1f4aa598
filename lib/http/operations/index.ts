import type { Operation } from "../operation";
import { createKeyOperation, listKeysOperation, revokeKeyOperation } from "./keys";
import { metricsOperation, queryOperation } from "./query";
import { changeZoneOperation } from "./settings";
import { changePasswordOperation, changeUserOperation, createUserOperation, listUsersOperation, resetPasswordOperation, welcomeOperation } from "./users";

/** The public HTTP API: what stands here is in the OpenAPI document. */
export const operations: readonly Operation[] = [
  queryOperation,
  metricsOperation,
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
