"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import type { Channel } from "../../lib/channels/channel";
import type { ShownMailSettings } from "../../lib/email/mail-settings";
import type { ApiKey } from "../../lib/people/key";
import type { Person } from "../../lib/people/person";
import type { InstanceInfo } from "../../lib/settings/instance-info";
import { useShell } from "../layout/shell-context";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import { AccountPanel } from "./account-panel";
import { ChannelsPanel } from "./channels-panel";
import { InstancePanel } from "./instance-panel";
import { KeysPanel } from "./keys-panel";
import { MailPanel } from "./mail-panel";
import { UsersPanel } from "./users-panel";

const TABS = ["company", "users", "keys", "channels", "mail", "account"] as const;

/** The parts of Settings that this person may see; null for what they may not. */
export function SettingsTabs({
  instance,
  users,
  keys,
  channels,
  mail,
}: {
  instance: InstanceInfo;
  users: Person[] | null;
  keys: ApiKey[] | null;
  channels: Channel[] | null;
  mail: ShownMailSettings | null;
}) {
  const { email } = useShell().user;
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("company"));
  return (
    <Tabs value={tab} onValueChange={(next) => void setTab(TABS.find((one) => one === next) ?? null)} className="grid min-w-0 gap-4">
      <TabsList aria-label="Parts of the settings">
        <TabsTrigger value="company">Company</TabsTrigger>
        {users ? <TabsTrigger value="users">Users</TabsTrigger> : null}
        {keys ? <TabsTrigger value="keys">API keys</TabsTrigger> : null}
        {channels ? <TabsTrigger value="channels">Channels</TabsTrigger> : null}
        {mail ? <TabsTrigger value="mail">Mail</TabsTrigger> : null}
        <TabsTrigger value="account">Account</TabsTrigger>
      </TabsList>
      <TabsContent value="company" className="min-w-0">
        <InstancePanel instance={instance} />
      </TabsContent>
      {users ? (
        <TabsContent value="users" className="min-w-0">
          <UsersPanel initial={users} />
        </TabsContent>
      ) : null}
      {keys ? (
        <TabsContent value="keys" className="min-w-0">
          <KeysPanel initial={keys} />
        </TabsContent>
      ) : null}
      {channels ? (
        <TabsContent value="channels" className="min-w-0">
          <ChannelsPanel initial={channels} />
        </TabsContent>
      ) : null}
      {mail ? (
        <TabsContent value="mail" className="min-w-0">
          <MailPanel initial={mail} email={email} />
        </TabsContent>
      ) : null}
      <TabsContent value="account" className="min-w-0">
        <AccountPanel />
      </TabsContent>
    </Tabs>
  );
}
