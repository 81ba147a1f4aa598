import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { can } from "@/lib/auth/can";
import { listChannels } from "@/lib/channels";
import { showMailSettings } from "@/lib/email/settings";
import { readEnv } from "@/lib/env";
import { database } from "@/lib/http/database";
import { pageUser } from "@/lib/http/page";
import { listKeys, listUsers } from "@/lib/people";
import { instanceInfo } from "@/lib/settings";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const user = await pageUser();
  const sql = database();
  const [instance, users, keys, channels, mail] = await Promise.all([
    instanceInfo(sql, readEnv()),
    can(user.role, "manage_users") ? listUsers(sql) : null,
    can(user.role, "manage_keys") ? listKeys(sql) : null,
    can(user.role, "manage_budgets") ? listChannels(sql) : null,
    can(user.role, "manage_settings") ? showMailSettings(sql, readEnv()) : null,
  ]);
  return (
    <Page title="Settings">
      <SettingsTabs instance={instance} users={users} keys={keys} channels={channels} mail={mail} />
    </Page>
  );
}
