import { randomUUID } from "node:crypto";
import type { Sql } from "../../db/client";
import { AppError } from "../errors";
import type { ChannelKind } from "./channel";
import type { ChannelSender } from "./send";

/** Sends a message that says that the channel works, at once and past the outbox. Throws `not_found`, and `unavailable` with what its address said. */
export async function testChannel(
  sql: Sql,
  { id, sender, url, now }: { id: string; sender: ChannelSender; url: string; now: Date },
): Promise<void> {
  const [row] = await sql<{ kind: ChannelKind; name: string; url: string; secret: string | null }[]>`
    select kind, name, url, secret from channel where id = ${id} and ended_at is null`;
  if (!row) throw new AppError("not_found", "There is no such channel, or it has ended.");
  const message = {
    version: 1,
    type: "test",
    id: randomUUID(),
    createdAt: now.toISOString(),
    title: `Permille reaches this channel, “${row.name}”. Alerts that name it will come here.`,
    url: `${url}/settings?tab=channels`,
    alert: null,
  } as const;
  const result = await sender.send({ kind: row.kind, url: row.url, sealedSecret: row.secret }, message, randomUUID(), now);
  if (!result.ok) throw new AppError("unavailable", `The test was not taken. ${result.reason}`);
}
