import { connect } from "../../db/client";
import type { AppQuery, Asker } from "./app-query";

/** One statement as it went to the server. */
export interface Statement {
  text: string;
  parameters: unknown[];
}

export interface Recorder {
  /** The reads that a query of the list sends, in their order. */
  record(query: AppQuery): Promise<Statement[]>;
  close(): Promise<void>;
}

const READS = /^\s*(select|with)\b/i;
/** The driver's list of types, and the settings of a transaction. */
const UPKEEP = /pg_catalog\.pg_type|^\s*select set_config/i;

/** Asks on one connection to `url` and hears what is sent. */
export function recorder(url: string, about: Omit<Asker, "sql">): Recorder {
  let sent: Statement[] = [];
  const sql = connect(url, { max: 1, onStatement: (text, parameters) => sent.push({ text, parameters }) });
  return {
    async record({ ask }) {
      sent = [];
      await ask({ ...about, sql });
      return sent.filter(({ text }) => READS.test(text) && !UPKEEP.test(text));
    },
    close: () => sql.end(),
  };
}
