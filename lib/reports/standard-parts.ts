import { isAppError } from "../errors";
import { changeSentence } from "../why";
import type { ReportParts } from "./report-parts";

/** What this instance has. A sentence that would read too much is left out: a report is worth more than one line of it. */
export const standardParts: ReportParts = {
  async changeSentence(sql, asked, at) {
    try {
      return await changeSentence(sql, asked, at);
    } catch (error) {
      if (isAppError(error) && (error.code === "limit" || error.code === "invalid")) return null;
      throw error;
    }
  },
  forecastMonth: async () => null,
};
