import { line, type MailLine, type MailLink, type MailLinks } from "../content";

/** Why this person gets it: "named", or the role that is told ("role:manager"). */
export function becauseText(because: string, thing: "budget" | "rule", after = ""): string {
  const why = because === "named" ? `the ${thing} names you` : `the ${thing} tells everyone with the role ${because.replace("role:", "")}`;
  return `You get this because ${why}.${after ? ` ${after}` : ""}`;
}

/** Where it is turned down: people who can't change it know whom to ask. */
export const muteText = (href: string, thing: "budget" | "rule"): MailLine =>
  line(`Engineers and admins can change or mute this ${thing}.`, { label: `Open the ${thing}`, href });

export const responses = ({ open, act }: MailLinks): MailLink[] => [
  ...(act ? [{ label: "Acknowledge or let it rest", href: act }] : []),
  { label: "Open the alert", href: open },
];
