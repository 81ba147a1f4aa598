import type { Sql } from "../../db/client";
import { describeMail } from "../email/settings";
import type { Env } from "../env";
import { readZone } from "./zone";

/** What holds for the whole company, as Settings shows it; `mail` is null without a mail server. No passwords. */
export interface InstanceInfo {
  zone: string;
  url: string;
  mail: { server: string; from: string } | null;
}

export async function instanceInfo(sql: Sql, env: Pick<Env, "url" | "smtpUrl" | "mailFrom">): Promise<InstanceInfo> {
  return { zone: await readZone(sql), url: env.url, mail: await describeMail(sql, env) };
}
