import { AppError } from "../errors";

/** Why nothing could be read, in a sentence for whoever connected it. */
export class PollProblem extends AppError {
  /** HTTP status of the answer, null where none came. */
  readonly status: number | null;
  /** Prometheus' own word for what went wrong: "bad_data", "execution", "timeout"… */
  readonly errorType: string | null;

  constructor(
    message: string,
    { status = null, errorType = null, cause }: { status?: number | null; errorType?: string | null; cause?: unknown } = {},
  ) {
    super("unavailable", message, { cause });
    this.status = status;
    this.errorType = errorType;
  }
}
