import { describe, expect, test } from "vitest";
import { lintMail } from "./lint";

const page = (body: string, head = '<meta name="color-scheme" content="light dark">') =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;

describe("what is wrong with a mail", () => {
  test("nothing", () => expect(lintMail(page('<p style="margin:0">Hi <img src="cid:a" alt="A chart" width="536"></p>'))).toEqual([]));

  test.each([
    ["flex", '<div style="display:flex"></div>', /flex or grid/],
    ["grid", '<div style="display: inline-grid"></div>', /flex or grid/],
    ["position", '<div style="position:absolute"></div>', /positions something/],
    ["a script", "<script>1</script>", /script/],
    ["a picture from elsewhere", '<img src="https://x.example/a.png" alt="A" width="10">', /not part of the mail/],
    ["a picture without words", '<img src="cid:a" alt="" width="10">', /no words/],
    ["a picture without width", '<img src="cid:a" alt="A">', /no width/],
    ["a link within the app", '<a style="color:red" href="/budgets">B</a>', /not absolute: \/budgets/],
    ["a paragraph styled from elsewhere", '<p class="x">B</p>', /look from elsewhere/],
    ["800 pixels", '<table width="800"></table>', /800 px wide/],
    ["a cell that stays open", '<table><tr><td style="a:b">x</table>', /closes something else/],
    ["103 KB", `<p style="a:b">${"x".repeat(103_000)}</p>`, /Gmail cuts at 102 KB/],
    ["an outside style sheet", '<style>@import "x.css"</style>', /from outside/],
  ])("%s", (_, body, problem) => expect(lintMail(page(body)).join(" ")).toMatch(problem));

  test("no word about dark mode", () => expect(lintMail(page("", ""))).toEqual(["The mail doesn't say that it knows dark mode."]));
});
