import type { Picture } from "./png/chart";

export interface MailLink {
  label: string;
  /** Absolute. */
  href: string;
}

/** A sentence, with a link after it where there is somewhere to go. */
export interface MailLine {
  text: string;
  link?: MailLink;
}

export interface MailTable {
  columns: readonly { label: string; numeric?: boolean }[];
  rows: readonly (readonly string[])[];
}

/** A heading with lines, a table, or a table with lines below. */
export interface MailSection {
  title: string;
  lines: readonly MailLine[];
  table?: MailTable;
}

export interface MailChart {
  title: string;
  /** What the picture shows, in words, for whoever doesn't see it. */
  alt: string;
  picture: Picture;
  /** Below its left and its right end. */
  first: string;
  last: string;
  /** What bars, stripes and lines stand for. */
  legend: string;
}

/** Everything a mail says, once for its HTML and once for its text. */
export interface MailContent {
  subject: string;
  sentence: string;
  /** "$4,150" and "of $5,000 · 83 % · $850 left". */
  figure: string;
  figureNote: string;
  chart: MailChart | null;
  sections: readonly MailSection[];
  /** The one button. */
  next: MailLink;
  /** Acknowledge, snooze. */
  actions: readonly MailLink[];
  small: readonly MailLine[];
}

/** Addresses that acknowledge or snooze an event without signing in; null where there are none. */
export interface ResponseLinks {
  acknowledge: string;
  snooze: string;
}

/** Why this person gets it, where Permille lives, and what answers it. */
export interface Addressed {
  /** "named", or the role that is told: "role:manager". */
  because: string;
  url: string;
  links: ResponseLinks | null;
}

export const line = (text: string, link?: MailLink): MailLine => (link ? { text, link } : { text });
