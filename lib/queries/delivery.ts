import { countOpenEvents, countUnread, getEvent, listEvents, openAct } from "../alerts";
import { writeActToken } from "../alerts/act-token";
import { eventFilterSchema } from "../alerts/event";
import { listChannels } from "../channels";
import { showMailSettings } from "../email/settings";
import type { AppQuery, Asker } from "./app-query";

const PERSON = "engineer@example.com";
const KEY = Buffer.alloc(32, 1);
const at = ({ now }: Asker): Date => new Date(now);
const list = (given: Record<string, unknown>) => (asker: Asker) =>
  listEvents(asker.sql, { filter: eventFilterSchema.parse(given), email: PERSON, now: at(asker) });

/** What the alerts, their links in mails and the ways out ask. */
export const deliveryQueries: readonly AppQuery[] = [
  { name: "every page: open alerts", answers: "the number beside Alerts", ask: (asker) => countOpenEvents(asker.sql, at(asker)) },
  { name: "every page: unread alerts", answers: "what the person hasn't opened", ask: ({ sql }) => countUnread(sql, PERSON) },
  { name: "alerts: list", answers: "the newest events", ask: list({}) },
  { name: "alerts: open", answers: "what still holds and nobody dealt with", ask: list({ state: "open" }) },
  { name: "alerts: unread", answers: "what this person hasn't opened", ask: list({ unread: "true" }) },
  {
    name: "alerts: one",
    answers: "an event, its numbers and where it went",
    ask: (asker) => getEvent(asker.sql, { id: asker.event, email: PERSON, now: at(asker) }),
  },
  {
    name: "alerts: link of a mail",
    answers: "the event that a person may act on without signing in",
    ask: (asker) => {
      const expires = new Date(asker.now + 86_400_000);
      const token = writeActToken({ event: asker.event, recipient: PERSON, expires }, KEY);
      return openAct(asker.sql, { token, key: KEY, now: at(asker) });
    },
  },
  { name: "settings: channels", answers: "where alerts can go beside mail", ask: ({ sql }) => listChannels(sql) },
  {
    name: "settings: mail",
    answers: "how mail leaves",
    ask: ({ sql }) => showMailSettings(sql, { smtpUrl: undefined, mailFrom: undefined, url: "http://localhost:3000" }),
  },
];
