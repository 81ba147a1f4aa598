import { z } from "zod";

/**
 * What a failed hand-over means. later: the mail was not taken, try again; `server` is true where any other mail would fail the same way. never: the server
 * refuses this person or this mail for good. uncertain: the mail went out whole and no answer came, so it may have been taken.
 */
export interface SendFailure {
  kind: "later" | "never" | "uncertain";
  server: boolean;
  /** A sentence for the outbox. */
  reason: string;
}

const errorSchema = z.object({
  message: z.string().default(""),
  code: z.string().optional(),
  command: z.string().optional(),
  responseCode: z.number().optional(),
  response: z.string().optional(),
});

/** `handedOver`: the whole mail was written to the connection. */
export function sendFailure(error: unknown, handedOver: boolean): SendFailure {
  const parsed = errorSchema.safeParse(error instanceof Error ? { ...error, message: error.message } : error);
  const { message, code, command, responseCode, response } = parsed.success
    ? parsed.data
    : { ...errorSchema.parse({}), message: String(error) };
  const said = clean(response ?? message);
  if (responseCode == null) {
    if (handedOver)
      return {
        kind: "uncertain",
        server: true,
        reason: `The connection broke after the mail was handed over, before the mail server answered: ${said}`,
      };
    return { kind: "later", server: true, reason: `The mail server can't be reached: ${said}` };
  }
  if (code === "EAUTH" || command?.startsWith("AUTH") || responseCode === 530 || responseCode === 535) {
    return { kind: "later", server: true, reason: `The mail server refuses the user name or password: ${said}` };
  }
  const aboutPerson = command === "RCPT TO";
  if (aboutPerson && responseCode >= 500) return { kind: "never", server: false, reason: `The mail server refuses this address: ${said}` };
  if (command === "DATA" && responseCode >= 500)
    return { kind: "never", server: false, reason: `The mail server refuses this mail: ${said}` };
  if (command === "MAIL FROM" && responseCode >= 500)
    return { kind: "later", server: true, reason: `The mail server refuses the sender address: ${said}` };
  return { kind: "later", server: !aboutPerson, reason: `The mail server asks to try again: ${said}` };
}

/** One line, at most 300 characters. */
function clean(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
