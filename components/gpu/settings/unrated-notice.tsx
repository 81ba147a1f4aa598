"use client";

import { useState } from "react";
import type { UnratedGpus } from "../../../lib/http/operations/gpu-rates";
import { add, formatCount, round } from "../../../lib/money";
import { counted } from "../../sources/words";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";
import type { RateTarget } from "./rate-dialog";
import { unratedGroups } from "./unrated";

const FEW = 5;

/** GPUs whose cost is unknown, and the one click that sets their rate. Nothing where every GPU has one. */
export function UnratedNotice({ unrated, onSet }: { unrated: readonly UnratedGpus[]; onSet: ((target: RateTarget) => void) | null }) {
  const [all, setAll] = useState(false);
  const groups = unratedGroups(unrated);
  if (groups.length === 0) return null;
  const cards = groups.reduce((sum, one) => sum + one.cards, 0);
  const hours = hoursText(add(...groups.map((one) => one.hours)));
  const shown = all ? groups : groups.slice(0, FEW);
  return (
    <Notice variant="warning" className="grid gap-2">
      <p>
        <span className="font-medium">
          {counted(cards, "GPU")} {cards === 1 ? "has" : "have"} no rate.
        </span>{" "}
        <span className="text-foreground">
          {hours} of the last 30 days are in no GPU cost{onSet ? "" : ". Engineers and admins set rates"}.
        </span>
      </p>
      <ul className="grid gap-1 text-foreground">
        {shown.map((group) => (
          <li key={`${group.field} ${group.subject}`} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="min-w-0 wrap-anywhere">
              <span className="font-medium">{group.field === "any" ? "Unnamed GPUs" : group.subject}</span>{" "}
              <span className="text-xs">
                {counted(group.cards, "GPU")}
                {group.hosts > 0 && group.field !== "host" ? ` on ${counted(group.hosts, "host")}` : ""}, {hoursText(group.hours)}
              </span>
            </span>
            {onSet ? (
              <Button size="sm" onClick={() => onSet({ field: group.field, subject: group.subject })}>
                Set a rate
                <span className="sr-only"> for {group.subject || "any GPU"}</span>
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {groups.length > FEW ? (
        <Button size="sm" variant="link" className="justify-self-start px-0" onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${groups.length}`}
        </Button>
      ) : null}
    </Notice>
  );
}

function hoursText(hours: string): string {
  const whole = round(hours, 0);
  return `${formatCount(whole)} GPU ${whole === "1" ? "hour" : "hours"}`;
}
