import { AppError, type ErrorCode, errorMessage, isAppError } from "../errors";

/** An error on its way between threads: of its class only the code is left. */
export interface Failure {
  message: string;
  code: ErrorCode | null;
}

export const failureOf = (error: unknown): Failure => ({ message: errorMessage(error), code: isAppError(error) ? error.code : null });

export const errorOf = ({ message, code }: Failure): Error => (code ? new AppError(code, message) : new Error(message));
