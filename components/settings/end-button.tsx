import type { ReactNode } from "react";
import { Confirm } from "../dialogs/confirm";
import { Button } from "../ui/button";

interface EndButtonProps {
  /** What ends: "key". */
  kind: string;
  name: string;
  end: { mutate: () => void; isPending: boolean };
  /** What ending it does. */
  children: ReactNode;
}

/** Ends a key or a channel for good, after asking. */
export function EndButton({ kind, name, end, children }: EndButtonProps) {
  return (
    <Confirm
      title={`End the ${kind} ${name}?`}
      action={`End the ${kind}`}
      onConfirm={() => end.mutate()}
      trigger={
        <Button variant="ghost" size="sm" disabled={end.isPending}>
          End
          <span className="sr-only">{` the ${kind} ${name}`}</span>
        </Button>
      }
    >
      {children}
    </Confirm>
  );
}
