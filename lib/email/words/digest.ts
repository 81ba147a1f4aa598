import { line, type MailContent, type MailSection } from "../content";
import { countText } from "../value-text";

/** One alert in a digest: its own mail's words. */
export interface DigestPart {
  content: MailContent;
  critical: boolean;
}

/** Several alerts in one mail: the gravest first, each with its sentence, its reason and its links. */
export function digestWords(parts: readonly DigestPart[], url: string): MailContent {
  const ordered = [...parts.filter(({ critical }) => critical), ...parts.filter(({ critical }) => !critical)].map(({ content }) => content);
  const grave = parts.filter(({ critical }) => critical).length;
  const count = countText(parts.length, "alert");
  const first = ordered[0];
  const rest = parts.length - 1;
  const lead = first?.subject ?? "";
  return {
    subject: rest > 0 ? `${count}: ${lead}, and ${rest} more` : lead,
    sentence: `${count} came together${grave > 0 ? `, ${grave} of them critical` : ""}. The first: ${first?.sentence ?? ""}`,
    figure: String(parts.length),
    figureNote: parts.length === 1 ? "alert" : "alerts in one mail",
    chart: first?.chart ?? null,
    sections: ordered.map(sectionOf),
    next: { label: "Open the alerts", href: `${url}/alerts` },
    actions: [],
    small: [
      line("Alerts that fire together come as one mail. Each can be acknowledged or snoozed by itself."),
      ...unique(ordered.flatMap(({ small }) => small.map(({ text }) => text).filter((text) => text.startsWith("You get this")))).map(
        (text) => line(text),
      ),
    ],
  };
}

function sectionOf({ subject, figure, figureNote, sections, next, actions, small }: MailContent): MailSection {
  const why = sections.find(({ title }) => /^(Why|What changed|Where it went)/.test(title))?.lines ?? [];
  const window = small.find(({ text }) => text.startsWith("Window: "));
  return {
    title: subject,
    lines: [line(`${figure} ${figureNote}`), ...why.slice(0, 4), ...(window ? [window] : []), line("", next, ...actions)],
  };
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];
