"use client";

import { DropdownMenuItem, DropdownMenuLabel } from "../ui/dropdown-menu";

/** One choice of a menu that mutes: "For 24 hours" and its end, epoch ms, asked for when it is chosen. */
export interface MuteSpan {
  label: string;
  until: () => number;
}

interface MuteItemsProps {
  muted: boolean;
  spans: readonly MuteSpan[];
  /** Until when, as ISO; null tells again from now. */
  onMute: (until: string | null) => void;
}

/** The part of a ⋯ menu that mutes a budget or a rule, and ends that. */
export function MuteItems({ muted, spans, onMute }: MuteItemsProps) {
  return (
    <>
      <DropdownMenuLabel>Mute, so that it tells nobody</DropdownMenuLabel>
      {spans.map(({ label, until }) => (
        <DropdownMenuItem key={label} onSelect={() => onMute(new Date(until()).toISOString())}>
          {label}
        </DropdownMenuItem>
      ))}
      {muted ? <DropdownMenuItem onSelect={() => onMute(null)}>Unmute</DropdownMenuItem> : null}
    </>
  );
}
