"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import type { ApiKey } from "../../lib/people/key";
import type { Person } from "../../lib/people/person";
import type { InstanceInfo } from "../../lib/settings/instance-info";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "../ui/tabs";
import { AccountPanel } from "./account-panel";
import { InstancePanel } from "./instance-panel";
import { KeysPanel } from "./keys-panel";
import { UsersPanel } from "./users-panel";

const TABS = ["company", "users", "keys", "account"] as const;

/** The parts of Settings that this person may see; null for what they may not. */
export function SettingsTabs({ instance, users, keys }: { instance: InstanceInfo; users: Person[] | null; keys: ApiKey[] | null }) {
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("company"));
  return (
    <Tabs value={tab} onValueChange={(next) => void setTab(TABS.find((one) => one === next) ?? null)} className="grid min-w-0 gap-4">
      <TabsList aria-label="Parts of the settings">
        <TabsTrigger value="company">Company</TabsTrigger>
        {users ? <TabsTrigger value="users">Users</TabsTrigger> : null}
        {keys ? <TabsTrigger value="keys">API keys</TabsTrigger> : null}
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
      <TabsContent value="account" className="min-w-0">
        <AccountPanel />
      </TabsContent>
    </Tabs>
  );
}
