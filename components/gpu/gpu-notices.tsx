"use client";

import Link from "next/link";
import { useState } from "react";
import { can } from "../../lib/auth/can";
import type { GpuStanding } from "../../lib/metrics/gpu-standing-answer";
import { useShell } from "../layout/shell-context";
import { useFrame } from "../panels/data-context";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { SetRateLink } from "./set-rate-link";
import { silences, silenceText } from "./silence";
import { unratedText } from "./unrated-text";
import { useGpuFigures } from "./use-gpu-figures";

const SHOWN = 4;

/** What is missing from the figures: hosts that fell silent, cards without a rate. Nothing where nothing is. */
export function GpuNotices() {
  const standing = useGpuFigures("gpuStanding").answer;
  if (!standing) return null;
  const { silent, unratedCards, cards } = standing;
  return (
    <>
      {silent.length > 0 ? <Silent silent={silent} /> : null}
      {unratedCards > 0 ? (
        <Notice>
          {unratedText(unratedCards, cards)} <SetRateLink>Set what a GPU costs</SetRateLink>
        </Notice>
      ) : null}
    </>
  );
}

function Silent({ silent }: Pick<GpuStanding, "silent">) {
  const { zone, now } = useFrame();
  const { user } = useShell();
  const [all, setAll] = useState(false);
  const hosts = silences(silent, zone, now);
  const seesSources = can(user.role, "view_sources");
  return (
    <Notice variant="warning" className="grid gap-1">
      <p>
        {silenceText(silent)}{" "}
        {seesSources ? (
          <Link href="/sources" className="whitespace-nowrap underline underline-offset-4 print:hidden">
            See the sources →
          </Link>
        ) : null}
      </p>
      <ul className="grid gap-x-6 text-xs sm:grid-cols-2">
        {hosts.slice(0, all ? undefined : SHOWN).map(({ key, text }) => (
          <li key={key} className="truncate" title={text}>
            {text}
          </li>
        ))}
      </ul>
      {hosts.length > SHOWN ? (
        <Button
          variant="link"
          size="inline"
          className="justify-self-start text-warning text-xs underline print:hidden"
          onClick={() => setAll(!all)}
        >
          {all ? "Show fewer" : `Show all ${hosts.length}`}
        </Button>
      ) : null}
    </Notice>
  );
}
