"use client";

import { useQuery } from "@tanstack/react-query";
import { MoreHorizontal } from "lucide-react";
import { useState } from "react";
import { ROLES } from "../../lib/auth/can";
import { call } from "../../lib/http/client";
import type { Person } from "../../lib/people/person";
import { useAction } from "../dialogs/use-action";
import { useShell } from "../layout/shell-context";
import { UnseenHead } from "../tables/unseen-head";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Card, CardDescription, CardHeader, CardTitle } from "../ui/card";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "../ui/dropdown-menu";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "../ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";
import { AddUser } from "./add-user";
import { SecretDialog } from "./secret-dialog";
import { When } from "./when";

export const USERS_KEY = ["users"];

/** Everyone with an account: add, change the role, end or restore access, give a new password. */
export function UsersPanel({ initial }: { initial: Person[] }) {
  const { data } = useQuery({
    queryKey: USERS_KEY,
    queryFn: ({ signal }) => call("listUsers", {}, { signal }),
    initialData: { users: initial },
  });
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>Users</CardTitle>
          <CardDescription>
            Finance and engineers see every number; engineers also connect sources and set prices; managers see dashboards and budgets.
          </CardDescription>
        </div>
        <AddUser />
      </CardHeader>
      <Table>
        <TableHeader>
          <TableRow>
            <TableHead>Person</TableHead>
            <TableHead>Role</TableHead>
            <TableHead className="hidden sm:table-cell">Last sign-in</TableHead>
            <UnseenHead>Actions</UnseenHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {data.users.map((user) => (
            <UserRow key={user.id} user={user} />
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function UserRow({ user }: { user: Person }) {
  const own = useShell().user.id === user.id;
  const [password, setPassword] = useState<string | null>(null);
  const change = useAction((changes: { role?: Person["role"]; disabled?: boolean }) => call("changeUser", { id: user.id, ...changes }));
  const reset = useAction(
    () => call("resetPassword", { id: user.id }),
    (answer) => setPassword(answer.password),
  );

  return (
    <TableRow>
      <TableCell className="wrap-anywhere">
        <span className="flex flex-wrap items-center gap-x-2">
          <span className={user.disabledAt ? "text-muted-foreground" : "font-medium"}>{user.name ?? user.email}</span>
          {own ? <Badge>You</Badge> : null}
          {user.disabledAt ? <Badge variant="warning">Disabled</Badge> : null}
        </span>
        {user.name ? <span className="block text-muted-foreground">{user.email}</span> : null}
      </TableCell>
      <TableCell>
        <Select
          value={user.role}
          disabled={change.isPending || user.disabledAt !== null}
          onValueChange={(role) => change.mutate({ role: ROLES.find((one) => one === role) })}
        >
          <SelectTrigger className="h-7 w-28 text-xs" aria-label={`Role of ${user.email}`}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {ROLES.map((role) => (
              <SelectItem key={role} value={role}>
                {role}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted-foreground sm:table-cell">
        <When at={user.lastSignInAt} never="never" />
      </TableCell>
      <TableCell className="w-12 text-right">
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="icon" aria-label={`More for ${user.email}`} disabled={change.isPending || reset.isPending}>
              <MoreHorizontal aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent>
            <DropdownMenuItem onSelect={() => reset.mutate()}>Give a new password</DropdownMenuItem>
            <DropdownMenuItem destructive={!user.disabledAt} disabled={own} onSelect={() => change.mutate({ disabled: !user.disabledAt })}>
              {user.disabledAt ? "Restore access" : "End access"}
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
        <SecretDialog
          secret={password}
          title={`New password of ${user.email}`}
          text="It is shown this once. Their sessions have ended; after signing in they can change it under Settings, Account."
          onClose={() => setPassword(null)}
        />
      </TableCell>
    </TableRow>
  );
}
