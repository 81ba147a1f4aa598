"use client";

import { RecipientFields } from "../budgets/recipient-fields";
import type { Audience } from "../budgets/words";
import { Segmented } from "../ui/segmented";
import { ChooseField } from "./choose-field";
import type { RuleDraft } from "./draft";
import { SEVERITY_IDS, SEVERITY_WORDS } from "./words";

interface TellFieldsProps {
  draft: RuleDraft;
  owner: string;
  audience: Audience;
  onChange: (part: Partial<RuleDraft>) => void;
  onOwner: (owner: string) => void;
}

/** How grave it is, whom it tells and who takes care of it. */
export function TellFields({ draft, owner, audience, onChange, onOwner }: TellFieldsProps) {
  const owners = [...new Set([owner, ...audience.people.map(({ email }) => email)])];
  return (
    <>
      <fieldset className="grid min-w-0 gap-1">
        <legend className="pb-1 font-medium text-sm">Severity</legend>
        <Segmented
          label="Severity"
          className="justify-self-start"
          value={draft.severity}
          onChange={(severity) => onChange({ severity })}
          options={SEVERITY_IDS.map((value) => ({ value, label: SEVERITY_WORDS[value].label }))}
        />
        <p className="text-muted-foreground text-xs">{SEVERITY_WORDS[draft.severity].means}.</p>
      </fieldset>
      <RecipientFields recipients={draft.recipients} audience={audience} onChange={(recipients) => onChange({ recipients })} />
      <ChooseField
        label="Owner"
        hint="Who mends the line when it tells too often or too late."
        value={owner}
        options={owners.map((value) => ({ value, label: value }))}
        onChange={onOwner}
      />
    </>
  );
}
