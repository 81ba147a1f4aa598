import { describe, expect, test } from "vitest";
import { lintMail } from "./lint";
import { mailFor } from "./mail-for";
import { htmlWithPictures, type RenderedMail } from "./render-mail";
import { sampleMails, toManager } from "./testing-mails";
import { budgetSnapshot } from "./testing-snapshots";

/** What a person reads of the HTML, the words for images included. */
function readable(html: string): string {
  const body = html.slice(html.indexOf("<body")).replace(/<div[^>]*data-skip-in-text[\s\S]*?<\/div>\s*<\/div>/, "");
  return body
    .replace(/<img[^>]*\salt="([^"]*)"[^>]*>/g, " $1 ")
    .replace(/<[^>]+>/g, " ")
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ");
}
const numbers = (text: string): Set<string> => new Set(text.match(/[$−+]?\d[\d,]*(\.\d+)?/g));
const words = (text: string): Set<string> => new Set(text.match(/\p{L}{2,}/gu));
const links = (html: string): string[] => [...html.matchAll(/\shref="([^"]*)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));

describe.each(Object.entries(sampleMails))("the %s mail", (_, make) => {
  test("is of the HTML that Gmail and Outlook show", async () => expect(lintMail((await make()).html)).toEqual([]));

  test("says each number, word and link of its HTML in its text too", async () => {
    const { html, text } = await make();
    const missing = (inHtml: Iterable<string>, inText: Set<string>) => [...inHtml].filter((each) => !inText.has(each));
    expect(missing(numbers(readable(html)), numbers(text))).toEqual([]);
    expect(missing(words(readable(html)), words(text))).toEqual([]);
    expect(links(html).filter((href) => !text.includes(href))).toEqual([]);
  });

  test("has one button, and a picture of at most 30 KB that it can do without", async () => {
    const { html, attachments } = await make();
    expect(html.match(/class="button"[^>]*>\s*<a/g)).toHaveLength(1);
    for (const { content, cid } of attachments.filter((file) => file.cid)) {
      expect(content.length).toBeLessThan(30_000);
      expect(html).toContain(`src="cid:${cid}"`);
    }
  });
});

test("a mail made twice is the same, byte for byte: a retry is no other mail", async () => {
  const [first, second] = await Promise.all([mailFor(toManager(budgetSnapshot)), mailFor(toManager(budgetSnapshot))]);
  expect(first).toEqual(second);
});

test("what people named is escaped", async () => {
  const { html } = await mailFor(toManager({ ...budgetSnapshot, budget: { ...budgetSnapshot.budget, name: '<b>R&D "x"</b>' } }));
  expect(html).toContain("&lt;b&gt;R&amp;D &quot;x&quot;&lt;/b&gt;");
  expect(html).not.toContain("<b>R");
});

test("for a browser its pictures stand in it", async () => {
  const mail: RenderedMail = await mailFor(toManager(budgetSnapshot));
  const html = htmlWithPictures(mail);
  expect(html).not.toContain("cid:");
  expect(html).toContain("data:image/png;base64,iVBOR");
});
