import { z } from "zod";
import { PollProblem } from "./problem";

const errorSchema = z.object({ status: z.literal("error"), errorType: z.string().default(""), error: z.string().default("") });

/** What Prometheus itself says in a body; null where it says nothing. Other text is not repeated: whoever it belongs to did not mean it for us. */
export function errorIn(text: string): { errorType: string; error: string } | null {
  try {
    const { data } = errorSchema.safeParse(JSON.parse(text));
    return data ? { errorType: data.errorType, error: data.error.slice(0, 300) } : null;
  } catch {
    return null;
  }
}

/** What an answer other than 200 means. */
export function refusal(status: number, text: string, hadToken: boolean): PollProblem {
  const said = errorIn(text);
  const about = { status, errorType: said?.errorType ?? null };
  if (said)
    return new PollProblem(`Prometheus answers with an error: ${said.error} (${status}${said.errorType && `, ${said.errorType}`}).`, about);
  if (status === 401 || status === 403)
    return new PollProblem(hadToken ? `The token is refused (${status}).` : `It can be read with a token only (${status}).`, about);
  if (status >= 300 && status < 400)
    return new PollProblem(
      `The address leads elsewhere (${status}), and redirects are not followed: enter the address it leads to.`,
      about,
    );
  if (status === 404) return new PollProblem("There is nothing at this address (404): check the path.", about);
  if (status === 429) return new PollProblem("It asks to be read less often (429).", about);
  if (status >= 500) return new PollProblem(`It can't answer at the moment (${status}).`, about);
  return new PollProblem(`The answer is ${status} instead of 200.`, about);
}
