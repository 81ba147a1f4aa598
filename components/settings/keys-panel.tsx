"use client";

import { useQuery } from "@tanstack/react-query";
import { call } from "../../lib/http/client";
import type { ApiKey } from "../../lib/people/key";
import { useAction } from "../dialogs/use-action";
import { UnseenHead } from "../tables/unseen-head";
import { Badge } from "../ui/badge";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { AddKey } from "./add-key";
import { EndButton } from "./end-button";
import { When } from "./when";

export const KEYS_KEY = ["keys"];

/** The API keys of the company: make one (its secret shows once), end one. */
export function KeysPanel({ initial }: { initial: ApiKey[] }) {
  const { data } = useQuery({
    queryKey: KEYS_KEY,
    queryFn: ({ signal }) => call("listKeys", {}, { signal }),
    initialData: { keys: initial },
  });
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>API keys</CardTitle>
          <CardDescription>
            Sent as <code className="font-mono">Authorization: Bearer pm_…</code>. The operations are in{" "}
            <a className="text-primary underline underline-offset-4" href="/api/v1/openapi.json">
              openapi.json
            </a>
            .
          </CardDescription>
        </div>
        <AddKey />
      </CardHeader>
      {data.keys.length === 0 ? (
        <EmptyState title="No API keys yet">A key lets a gateway push its logs or a script read the numbers.</EmptyState>
      ) : (
        <Table>
          <TableHeader>
            <TableRow>
              <TableHead>Name</TableHead>
              <TableHead>Scope</TableHead>
              <TableHead>Key</TableHead>
              <TableHead className="hidden md:table-cell">Made</TableHead>
              <TableHead className="hidden sm:table-cell">Last used</TableHead>
              <UnseenHead>Actions</UnseenHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {data.keys.map((key) => (
              <KeyRow key={key.id} apiKey={key} />
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const revoke = useAction(() => call("revokeKey", { id: apiKey.id }));
  return (
    <TableRow className={apiKey.revokedAt ? "text-muted-foreground" : undefined}>
      <TableCell className="wrap-anywhere font-medium">{apiKey.name}</TableCell>
      <TableCell>
        <Badge variant={apiKey.scope === "admin" ? "warning" : "neutral"}>{apiKey.scope}</Badge>
      </TableCell>
      <TableCell className="whitespace-nowrap font-mono">{apiKey.prefix}…</TableCell>
      <TableCell className="hidden whitespace-nowrap md:table-cell">
        <When at={apiKey.createdAt} never="—" /> by {apiKey.createdBy}
      </TableCell>
      <TableCell className="hidden whitespace-nowrap sm:table-cell">
        <When at={apiKey.lastUsedAt} never="never" />
      </TableCell>
      <TableCell className="whitespace-nowrap text-right">
        {apiKey.revokedAt ? (
          <span>
            ended <When at={apiKey.revokedAt} never="" />
          </span>
        ) : (
          <EndButton kind="key" name={apiKey.name} end={revoke}>
            What still uses {apiKey.prefix}… is refused from now on. This can't be undone.
          </EndButton>
        )}
      </TableCell>
    </TableRow>
  );
}
