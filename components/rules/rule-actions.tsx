"use client";

import { MoreHorizontal } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { call } from "../../lib/http/client";
import type { StandingRule } from "../../lib/rules/rule";
import { SNOOZES } from "../alerts/words";
import { Confirm } from "../dialogs/confirm";
import { MuteItems } from "../dialogs/mute-items";
import { useAction } from "../dialogs/use-action";
import { Button } from "../ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from "../ui/dropdown-menu";

const SPANS = SNOOZES.map(({ label, ms }) => ({ label: `For ${label}`, until: () => Date.now() + ms }));

/** Change, mute or end a rule. `onArchived`: where the page is about the rule itself. */
export function RuleActions({
  rule,
  muted,
  onArchived,
}: {
  rule: Pick<StandingRule, "id" | "name">;
  muted: boolean;
  onArchived?: () => void;
}) {
  const router = useRouter();
  const [archiving, setArchiving] = useState(false);
  const mute = useAction((mutedUntil: string | null) => call("updateRule", { id: rule.id, mutedUntil }));
  const archive = useAction(() => call("archiveRule", { id: rule.id }), onArchived);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon" className="-mt-1.5" aria-label={`More for ${rule.name}`}>
            <MoreHorizontal aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {onArchived ? null : (
            <>
              <DropdownMenuItem onSelect={() => router.push(`/alerts/rules/${rule.id}`)}>Change</DropdownMenuItem>
              <DropdownMenuSeparator />
            </>
          )}
          <MuteItems muted={muted} spans={SPANS} onMute={mute.mutate} />
          <DropdownMenuSeparator />
          <DropdownMenuItem destructive onSelect={() => setArchiving(true)}>
            Archive
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Confirm
        title={`Archive the rule ${rule.name}?`}
        action="Archive"
        onConfirm={() => archive.mutate()}
        open={archiving}
        onOpenChange={setArchiving}
      >
        It tells nobody any more and leaves the list. What it told stays on record.
      </Confirm>
    </>
  );
}
