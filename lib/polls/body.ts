import { parseLine } from "../collectors/prometheus";
import { peek } from "../ingest";
import type { Answer } from "./ask";
import { PollProblem } from "./problem";
import { errorIn } from "./refusal";

const HEAD_BYTES = 4096;

/** The body of an exporter's page. Throws PollProblem where its beginning is no Prometheus text: nothing of another page is taken or kept. */
export async function textBody(answer: Answer): Promise<AsyncIterable<Uint8Array>> {
  const { head, whole, input } = await beginning(answer);
  if (/^(<|\{|\[)/.test(head)) {
    answer.close();
    throw new PollProblem(
      head.startsWith("<") || answer.contentType.includes("html")
        ? "A web page is at this address, no metrics. An exporter shows them under /metrics."
        : "JSON is at this address, no metrics as text. Of a Prometheus, choose Prometheus instead of an exporter.",
    );
  }
  const lines = head.split("\n");
  // The last one may be cut.
  if (!whole) lines.pop();
  const strange = lines.find((line) => line.trim() !== "" && !line.startsWith("#") && parseLine(line.trimEnd()) === null);
  if (strange !== undefined || (lines.length === 0 && !whole)) {
    answer.close();
    throw new PollProblem("What is at this address is no Prometheus text. An exporter shows it under /metrics.");
  }
  return input;
}

/** The body of an answer of Prometheus' HTTP API. Throws PollProblem where it is none, or an error. */
export async function jsonBody(answer: Answer): Promise<AsyncIterable<Uint8Array>> {
  const { head, input } = await beginning(answer);
  const said = errorIn(head);
  if (said || !/^\{/.test(head)) {
    answer.close();
    throw said
      ? new PollProblem(`Prometheus answers with an error: ${said.error}.`, { status: 200, errorType: said.errorType })
      : new PollProblem(
          head.startsWith("<")
            ? "A web page is at this address, perhaps a sign-in page, no HTTP API of Prometheus. Check the address and the token."
            : "There is no HTTP API of Prometheus at this address.",
        );
  }
  return input;
}

async function beginning(answer: Answer): Promise<{ head: string; whole: boolean; input: AsyncIterable<Uint8Array> }> {
  const { head, whole, input } = await peek(answer.body, HEAD_BYTES);
  return { head: Buffer.from(head).toString("utf8").trimStart(), whole, input };
}
