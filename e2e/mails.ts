import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { htmlWithPictures } from "../lib/email/render-mail";
import { sampleMails } from "../lib/email/testing-mails";
import { findChromium, launchArgs } from "./chromium.mjs";

/** Pictures of every kind of mail, to look at: `npx tsx e2e/mails.ts <folder> [name]`. On a desk and on a phone, light and dark. */
async function main(): Promise<void> {
  const [folder = "mails", only] = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: (await findChromium()) ?? undefined, args: launchArgs });
  try {
    for (const [name, make] of Object.entries(sampleMails)) {
      if (only && name !== only) continue;
      const mail = await make();
      for (const [width, colorScheme] of [
        [680, "light"],
        [680, "dark"],
        [390, "light"],
      ] as const) {
        const page = await browser.newPage({ viewport: { width, height: 400 }, colorScheme });
        await page.setContent(htmlWithPictures(mail));
        const file = join(folder, `${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path: file, fullPage: true });
        await page.close();
      }
      console.log(`${name}: ${mail.subject} (${mail.html.length} characters, chart ${mail.attachments[0]?.content.length ?? 0} bytes)`);
    }
  } finally {
    await browser.close();
  }
}

await main();
