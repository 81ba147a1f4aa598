import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { Outbox } from "@/components/outbox/outbox";
import { listOutbox } from "@/lib/alerts";
import { describeMail } from "@/lib/email/settings";
import { readEnv } from "@/lib/env";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { readZone } from "@/lib/settings";

export const metadata: Metadata = { title: "Outbox" };

export default async function OutboxPage() {
  await pageUser("view_outbox");
  const sql = database();
  const [listed, mail, zone] = await Promise.all([listOutbox(sql), describeMail(sql, readEnv()), readZone(sql)]);
  return (
    <Page title="Outbox">
      <Outbox initial={{ ...listed, mail }} zone={zone} />
    </Page>
  );
}
