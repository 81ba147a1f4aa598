import type { Message } from "./message";

const SIGN = { info: "ℹ️", warning: "⚠️", critical: "🔴" } as const;

/** A message in the form of Slack's incoming webhooks (also Mattermost's and Rocket.Chat's): `text` for notifications, blocks for the channel. */
export function slackBody({ type, title, url, alert }: Message): string {
  const sign = type === "alert.resolved" ? "✅ " : alert ? `${SIGN[alert.severity]} ` : "";
  const details = [
    alert && (alert.rule ? `Rule: ${alert.rule.name}` : alert.budget && `Budget: ${alert.budget.name}`),
    alert && (type === "alert.resolved" ? "ended" : alert.severity),
    alert && changeOf(alert.snapshot),
  ].filter((part): part is string => Boolean(part));
  return JSON.stringify({
    text: escapeText(`${sign}${title}`),
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: `*${escapeText(cut(`${sign}${title}`, 2900))}*` } },
      ...(details.length > 0
        ? [{ type: "context", elements: details.map((text) => ({ type: "mrkdwn", text: escapeText(cut(text, 1900)) })) }]
        : []),
      { type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: "Open in Permille" }, url }] },
    ],
  });
}

function changeOf(snapshot: NonNullable<Message["alert"]>["snapshot"]): string | null {
  return snapshot.kind === "rule" ? snapshot.changeSentence : snapshot.change;
}

/** The three characters that Slack's markup gives a meaning to. */
const escapeText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
