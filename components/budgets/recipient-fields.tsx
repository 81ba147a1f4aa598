"use client";

import { ROLES } from "../../lib/auth/can";
import type { Recipients } from "../../lib/budgets/budget";
import { CheckItem } from "./check-item";
import { type Audience, roleText } from "./words";

/** Whom to tell: everyone with a role, people by name, and channels. */
export function RecipientFields({
  recipients,
  audience,
  onChange,
}: {
  recipients: Recipients;
  audience: Audience;
  onChange: (next: Recipients) => void;
}) {
  const { roles, users, channels } = recipients;
  return (
    <fieldset className="grid min-w-0 gap-1">
      <legend className="pb-1 font-medium text-sm">Who is told</legend>
      <div className="max-h-44 overflow-y-auto rounded-md border border-input p-1">
        {ROLES.toReversed().map((role) => (
          <CheckItem
            key={role}
            checked={roles.includes(role)}
            onChange={(on) => onChange({ ...recipients, roles: toggled(roles, role, on) })}
          >
            {capital(roleText(role))}
          </CheckItem>
        ))}
        {audience.people.map(({ id, name, email, role }) => (
          <CheckItem
            key={id}
            checked={users.includes(id)}
            onChange={(on) => onChange({ ...recipients, users: toggled(users, id, on) })}
            note={name ? `${email}, ${role}` : role}
          >
            {name ?? email}
          </CheckItem>
        ))}
        {audience.channels.map(({ id, name, kind }) => (
          <CheckItem
            key={id}
            checked={channels.includes(id)}
            onChange={(on) => onChange({ ...recipients, channels: toggled(channels, id, on) })}
            note={kind === "slack" ? "Slack" : "webhook"}
          >
            {name}
          </CheckItem>
        ))}
      </div>
    </fieldset>
  );
}

const toggled = <T,>(list: readonly T[], one: T, on: boolean): T[] => (on ? [...list, one] : list.filter((other) => other !== one));

const capital = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`;
