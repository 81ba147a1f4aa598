import { readErrorAnswer } from "../../lib/http/error-answer";
import type { OutputOf } from "../../lib/http/operations";

export type SentFile =
  | { state: "done"; report: OutputOf<"ingest">["runs"][number] }
  | { state: "conflict"; message: string; elsewhere: string }
  | { state: "failed"; message: string };

/**
 * Sends one file with progress; fetch can't tell how much has gone out. `source` null: told from the format. Never rejects: what went wrong is in the answer.
 */
export function sendFile(
  file: File,
  { source, force, onSent, signal }: { source: string | null; force: boolean; onSent: (share: number) => void; signal?: AbortSignal },
): Promise<SentFile> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ name: file.name, ...(force ? { force: "1" } : {}) });
    request.open("POST", `/api/v1/ingest/${encodeURIComponent(source ?? "-")}?${query}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
    request.upload.onload = () => onSent(1);
    request.onload = () => done(read(request));
    request.onerror = () =>
      done({ state: "failed", message: "The connection broke. What was stored stays; send the file again, and nothing counts twice." });
    request.onabort = () => done({ state: "failed", message: "Stopped. What was stored until then stays; undo the run to take it back." });
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function read(request: XMLHttpRequest): SentFile {
  let body: unknown = null;
  try {
    body = JSON.parse(request.responseText);
  } catch {
    // A proxy's own page: the status says it.
  }
  if (request.status === 200) {
    const report = (body as Partial<OutputOf<"ingest">> | null)?.runs?.[0];
    return report
      ? { state: "done", report }
      : { state: "failed", message: "The server's answer could not be read. The file's run is in the list of runs." };
  }
  const error = readErrorAnswer(body);
  if (!error)
    return {
      state: "failed",
      message:
        request.status === 413 ? "A proxy in front of Permille refuses files of this size." : `The server answered ${request.status}.`,
    };
  const { message, elsewhere } = error;
  return elsewhere ? { state: "conflict", message, elsewhere } : { state: "failed", message };
}
