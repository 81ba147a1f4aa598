import type { Picture } from "./png/chart";

export interface MailLink {
  label: string;
  /** Absolute. */
  href: string;
}

/** A sentence, with links after it where there is somewhere to go. */
export interface MailLine {
  text: string;
  links: readonly MailLink[];
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
  /** What else can be done about it from the mail. */
  actions: readonly MailLink[];
  small: readonly MailLine[];
}

export interface MailLinks {
  /** The alert's page; of a report, the page of reports. */
  open: string;
  /** Where this person acknowledges or lets it rest without signing in; null for a report. */
  act: string | null;
}

/** Why this person gets it, and where it is answered. */
export interface Addressed {
  /** "named", or the role that is told: "role:manager". */
  because: string;
  /** Where people open Permille, without a trailing slash. */
  url: string;
  links: MailLinks;
}

export const line = (text: string, ...links: readonly MailLink[]): MailLine => ({ text, links });
