"use client";

import Link from "next/link";
import { can } from "../../lib/auth/can";
import { useShell } from "../layout/shell-context";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";

const EXAMPLE = `POST /api/v1/outcomes
Authorization: Bearer <API key>

{ "request_id": "chatcmpl-9f2",
  "outcome": "failure",
  "failure_cost": "250" }`;

/** The one next step where outcomes are missing: how they are sent, and with what. */
export function SendOutcomes() {
  const { user } = useShell();
  return (
    <Popover>
      <PopoverTrigger asChild>
        <button type="button" className="whitespace-nowrap rounded-sm text-primary underline-offset-4 hover:underline print:hidden">
          Send outcomes →
        </button>
      </PopoverTrigger>
      <PopoverContent className="grid w-96 max-w-[calc(100vw-32px)] gap-3" aria-label="Send outcomes">
        <p className="font-semibold">Send outcomes</p>
        <p className="text-muted-foreground text-xs">
          An outcome says what a request, a trace or a session achieved: success, failure or escalated, and what a failure cost. It may come
          days later and be corrected.
        </p>
        <pre className="whitespace-pre-wrap rounded-md bg-muted p-2 font-mono text-2xs">{EXAMPLE}</pre>
        <p className="text-xs">
          Or upload a CSV file with the columns request_id, outcome and failure_cost
          {can(user.role, "upload") ? (
            <>
              {" "}
              under{" "}
              <Link href="/sources" className="text-primary underline underline-offset-4">
                Sources
              </Link>
            </>
          ) : null}
          .{" "}
          {can(user.role, "manage_keys") ? (
            <>
              A key of scope ingest comes from{" "}
              <Link href="/settings?tab=keys" className="text-primary underline underline-offset-4">
                API keys
              </Link>
              .
            </>
          ) : (
            "An engineer or an admin can do it."
          )}
        </p>
      </PopoverContent>
    </Popover>
  );
}
