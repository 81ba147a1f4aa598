import type { Metadata } from "next";
import { ActForm } from "@/components/alerts/act-form";
import { openAct, SNOOZE_HOURS } from "@/lib/alerts";
import { readEnv } from "@/lib/env";
import { database } from "@/lib/http/database";
import { instanceKey } from "@/lib/secrets/instance-key";
import { readZone } from "@/lib/settings";

export const metadata: Metadata = { title: "Alert", robots: { index: false } };

/** Where the link of a mail leads, without signing in. Looking changes nothing, since mail programs open links by themselves. */
export default async function ActPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams;
  const sql = database();
  const given = typeof token === "string" ? token : "";
  const [acting, zone] = await Promise.all([
    openAct(sql, { token: given, key: instanceKey(readEnv(), "link"), now: new Date() }),
    readZone(sql),
  ]);
  return <ActForm acting={acting} token={given} zone={zone} hours={SNOOZE_HOURS} />;
}
