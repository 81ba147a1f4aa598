import { line, type MailContent } from "../content";

/** That mail works, in the shape of every other mail, so that its look can be judged too. */
export function testMailWords({ url }: { url: string }): MailContent {
  return {
    subject: "Permille can send mail",
    sentence: `Mail from Permille at ${url} reaches you. Alerts and reports will come from this address.`,
    figure: "‰",
    figureNote: "This is a test: nothing happened",
    chart: {
      title: "How a chart looks in a mail",
      alt: "Chart: seven bars that rise from 1 to 7, as an example. Mails say everything in words too.",
      picture: {
        kind: "bars",
        points: [1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, look: value > 5 ? "strong" : "plain" })),
        lines: [{ at: 6, look: "dashed" }],
        interval: null,
        mark: null,
      },
      first: "1",
      last: "7",
      legend: "An example: bars from 1 to 7, and a dashed line at 6.",
    },
    sections: [
      { title: "What can be done", lines: [line("Nothing. If no picture shows above, your mail program asks before it shows images.")] },
    ],
    next: { label: "Open Permille", href: `${url}/` },
    actions: [],
    small: [line("You get this because an admin of Permille sent a test to your address from the settings.")],
  };
}
