/** Gmail cuts at 102 KB. */
const MOST_BYTES = 100_000;
const VOID = new Set(["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"]);

interface Rule {
  says: string;
  found: RegExp;
}

/** What mail programs drop, run or misread. In style sheets and in attributes alike. */
const RULES: readonly Rule[] = [
  { says: "uses flex or grid, which Outlook and Gmail don't lay out", found: /display\s*:\s*(inline-)?(flex|grid)/i },
  { says: "positions something, which mail programs drop", found: /position\s*:\s*(absolute|fixed|relative|sticky)/i },
  { says: "holds a script, form or frame", found: /<(script|form|iframe|object|embed|input|svg|video)\b/i },
  { says: "loads something from outside", found: /@import|url\(|<link\b/i },
  { says: "runs something on an event", found: /\son[a-z]+\s*=/i },
  { says: "uses custom properties or calc, which Outlook drops", found: /var\(--|calc\(/i },
];

/** What is wrong with a mail's HTML, one sentence each; [] where Gmail and Outlook show it as it is meant. */
export function lintMail(html: string): string[] {
  const problems = RULES.filter(({ found }) => found.test(html)).map(({ says }) => `The mail ${says}.`);
  const bytes = Buffer.byteLength(html);
  if (bytes > MOST_BYTES) problems.push(`The mail has ${bytes} bytes; Gmail cuts at 102 KB.`);
  if (!/<meta[^>]+name="color-scheme"[^>]+content="light dark"/.test(html)) problems.push("The mail doesn't say that it knows dark mode.");
  const styles = html.match(/<style\b/g)?.length ?? 0;
  if (styles > 1) problems.push(`The mail has ${styles} style sheets; the look stands inline, and one sheet adds dark mode.`);
  for (const tag of html.match(/<img\b[^>]*>/g) ?? []) {
    if (!/\salt="[^"]+"/.test(tag)) problems.push(`A picture has no words for images off: ${tag.slice(0, 80)}`);
    if (!/\swidth="\d+"/.test(tag)) problems.push(`A picture has no width, so Outlook shows it at its full size: ${tag.slice(0, 80)}`);
    if (!/\ssrc="(cid|data):/.test(tag)) problems.push(`A picture is not part of the mail: ${tag.slice(0, 80)}`);
  }
  for (const [, href = ""] of html.matchAll(/\shref="([^"]*)"/g))
    if (!/^(https?|mailto):/.test(href)) problems.push(`A link is not absolute: ${href}`);
  for (const [tag, name = ""] of html.matchAll(/<(p|th|a)\b[^>]*>/g))
    if (!/\sstyle="/.test(tag)) problems.push(`A <${name}> has its look from elsewhere: ${tag.slice(0, 80)}`);
  for (const [, width = ""] of html.replace(/<style[\s\S]*?<\/style>/g, "").matchAll(/\bwidth(?:="|:\s*)(\d{3,})(?:px)?/g))
    if (Number(width) > 600) problems.push(`Something is ${width} px wide; a mail has 600.`);
  return [...problems, ...unclosed(html)];
}

/** Outlook lays out what follows an open table cell inside it. */
function unclosed(html: string): string[] {
  const open: string[] = [];
  const body = html.replace(/<!--[\s\S]*?-->|<!doctype[^>]*>/gi, "");
  for (const [tag, closes, name = ""] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/gi)) {
    if (VOID.has(name) || tag.endsWith("/>")) continue;
    if (!closes) open.push(name);
    else if (open.pop() !== name) return [`A </${name}> closes something else.`];
  }
  return open.length > 0 ? [`<${open.at(-1)}> is never closed.`] : [];
}
