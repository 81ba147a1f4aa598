import type { Sql } from "../../db/client";
import type { Channel } from "./channel";
import { channelColumns, toChannel } from "./row";

/** Every channel, ended ones last. */
export async function listChannels(sql: Sql): Promise<Channel[]> {
  const rows = await sql`
    select ${channelColumns(sql)}
    from channel c
    order by c.ended_at is not null, c.name, c.created_at`;
  return rows.map(toChannel);
}
