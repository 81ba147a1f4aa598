"use client";

import { ROLES } from "../../lib/auth/can";
import type { Recipients } from "../../lib/budgets/budget";
import { CheckItem } from "./check-item";
import { type Addressee, roleText } from "./words";

/** Whom to tell: everyone with a role, and people by name. */
export function RecipientFields({
  recipients,
  people,
  onChange,
}: {
  recipients: Recipients;
  people: readonly Addressee[];
  onChange: (next: Recipients) => void;
}) {
  const { roles, users } = recipients;
  return (
    <fieldset className="grid min-w-0 gap-1">
      <legend className="pb-1 font-medium text-sm">Who gets the mail</legend>
      <div className="max-h-40 overflow-y-auto rounded-md border border-input p-1">
        {ROLES.toReversed().map((role) => (
          <CheckItem
            key={role}
            checked={roles.includes(role)}
            onChange={(on) => onChange({ ...recipients, roles: on ? [...roles, role] : roles.filter((one) => one !== role) })}
          >
            {capital(roleText(role))}
          </CheckItem>
        ))}
        {people.map(({ id, name, email, role }) => (
          <CheckItem
            key={id}
            checked={users.includes(id)}
            onChange={(on) => onChange({ ...recipients, users: on ? [...users, id] : users.filter((one) => one !== id) })}
            note={name ? `${email}, ${role}` : role}
          >
            {name ?? email}
          </CheckItem>
        ))}
      </div>
    </fieldset>
  );
}

const capital = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`;
