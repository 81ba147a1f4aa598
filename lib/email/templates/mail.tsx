import { Body, Container, Head, Html, Preview } from "@react-email/components";
import type { MailChart, MailContent, MailLink } from "../content";
import { CHART_HEIGHT, CHART_WIDTH } from "../png/chart";
import { Button, Ends, Figures, Heading, Sentence, Text } from "./parts";
import { FONT, LIGHT, STYLES } from "./theme";

/** One column of 600 px: a sentence, a figure, a chart, sections, one button, answers, small print. `chartUrl` is where the chart's picture is. */
export function Mail({ content, chartUrl }: { content: MailContent; chartUrl: string }) {
  const { subject, sentence, figure, figureNote, chart, sections, next, actions, small } = content;
  return (
    <Html lang="en">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{subject}</title>
        <style>{STYLES}</style>
      </Head>
      <Preview>{sentence}</Preview>
      <Body className="page" style={{ margin: 0, padding: "24px 12px", backgroundColor: LIGHT.page }}>
        <Container
          className="card"
          style={{
            maxWidth: 600,
            margin: "0 auto",
            padding: 32,
            backgroundColor: LIGHT.card,
            border: `1px solid ${LIGHT.border}`,
            borderRadius: 8,
          }}
        >
          <Text size={13} quiet style={{ marginBottom: 20 }}>
            <span aria-hidden="true">‰ </span>Permille
          </Text>
          <Text size={18}>{sentence}</Text>
          <Text size={40} style={{ marginTop: 20, fontWeight: 600, letterSpacing: "-0.02em", fontVariantNumeric: "tabular-nums" }}>
            {figure}
          </Text>
          <Text quiet>{figureNote}</Text>
          {chart ? <Chart chart={chart} url={chartUrl} /> : null}
          {sections.map(({ title, lines, table }) => (
            <div key={title}>
              <Heading>{title}</Heading>
              {table ? <Figures {...table} /> : null}
              {lines.map((each, i) => (
                <Text key={each.text || each.links[0]?.href} style={{ marginTop: table && i === 0 ? 8 : 0, marginBottom: 4 }}>
                  <Sentence {...each} />
                </Text>
              ))}
            </div>
          ))}
          <Button {...next} />
          <Answers actions={actions} />
          <SmallPrint lines={small} />
        </Container>
      </Body>
    </Html>
  );
}

function Chart({ chart: { title, alt, first, last, legend }, url }: { chart: MailChart; url: string }) {
  return (
    <>
      <Heading>{title}</Heading>
      {/* biome-ignore lint/performance/noImgElement: a mail knows no other */}
      <img
        src={url}
        alt={alt}
        width={CHART_WIDTH}
        height={CHART_HEIGHT}
        className="quiet"
        style={{
          display: "block",
          width: "100%",
          maxWidth: CHART_WIDTH,
          height: "auto",
          border: 0,
          borderRadius: 4,
          fontFamily: FONT,
          fontSize: 13,
          color: LIGHT.quiet,
        }}
      />
      <Ends first={first} last={last} />
      <Text size={13} quiet style={{ marginTop: 4 }}>
        {legend}
      </Text>
    </>
  );
}

function Answers({ actions }: { actions: readonly MailLink[] }) {
  if (actions.length === 0) return null;
  return (
    <Text style={{ marginTop: 16 }}>
      <Sentence text="" links={actions} />
    </Text>
  );
}

function SmallPrint({ lines }: { lines: MailContent["small"] }) {
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      className="rule"
      style={{ marginTop: 32, borderTop: `1px solid ${LIGHT.border}` }}
    >
      <tbody>
        <tr>
          <td style={{ paddingTop: 16 }}>
            {lines.map((each) => (
              <Text key={each.text} size={12} quiet style={{ marginBottom: 8 }}>
                <Sentence {...each} />
              </Text>
            ))}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
