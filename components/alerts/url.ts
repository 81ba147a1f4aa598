import { createLoader, parseAsStringLiteral } from "nuqs/server";

/** Which events the list shows, in the address. */
export const eventParsers = {
  show: parseAsStringLiteral(["open", "all"] as const).withDefault("all"),
  severity: parseAsStringLiteral(["info", "warning", "critical"] as const),
};

export const loadEvents = createLoader(eventParsers);

export type EventView = Awaited<ReturnType<typeof loadEvents>>;

/** The question to listEvents, and where its answer is kept. */
export const eventQuestion = ({ show, severity }: EventView, cursor?: string) => ({
  state: show,
  ...(severity ? { severity } : {}),
  ...(cursor ? { cursor } : {}),
});
export const eventKey = ({ show, severity }: EventView): readonly unknown[] => ["events", show, severity];
