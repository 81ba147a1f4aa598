import { z } from "zod";
import {
  alertEventDetailSchema,
  eventFilterSchema,
  eventPageSchema,
  eventResponseSchema,
  responseInputSchema,
  responsesInputSchema,
} from "../../alerts/event";
import { operation } from "../operation";

const id = z.object({ id: z.uuid() });

export const listEventsOperation = operation("listEvents", {
  summary: "Alerts, the newest first: what happened, whether it still holds, and what people did about it",
  permission: "view_budgets",
  input: eventFilterSchema,
  output: eventPageSchema,
});

export const getEventOperation = operation("getEvent", {
  summary: "One alert with its numbers as they were and where it was sent",
  permission: "view_budgets",
  input: id,
  output: z.object({ event: alertEventDetailSchema }),
});

export const respondToEventOperation = operation("respondToEvent", {
  summary: "Acknowledge an alert, or silence its budget or rule for up to 30 days",
  permission: "respond_alerts",
  input: responseInputSchema.extend(id.shape),
  output: z.object({ response: eventResponseSchema }),
});

export const respondToEventsOperation = operation("respondToEvents", {
  summary: "Acknowledge up to 500 alerts, or silence their budgets and rules: all of them or, where one does not exist, none",
  permission: "respond_alerts",
  input: responsesInputSchema,
  output: z.object({ responses: z.array(eventResponseSchema) }),
});

export const readInboxOperation = operation("readInbox", {
  summary: "Mark alerts as read by the person who asks: these, or all",
  permission: "user",
  input: z.object({ events: z.array(z.uuid()).max(200).optional() }),
  output: z.object({ read: z.number() }),
});
