import { Body, Container, Head, Html, Link, Preview } from "@react-email/components";
import type { CSSProperties, ReactNode } from "react";
import type { BudgetAlertWords } from "../budget-alert-words";
import { Bars } from "./bars";
import { FONT, LIGHT, STYLES } from "./theme";

const BASE: CSSProperties = { margin: 0, fontFamily: FONT };

function Line({
  children,
  size = 14,
  quiet = false,
  style,
}: {
  children: ReactNode;
  size?: number;
  quiet?: boolean;
  style?: CSSProperties;
}) {
  const look = { ...BASE, fontSize: size, lineHeight: `${Math.round(size * 1.45)}px`, color: quiet ? LIGHT.quiet : LIGHT.text, ...style };
  return (
    <p className={quiet ? "quiet" : "text"} style={look}>
      {children}
    </p>
  );
}

/** One column of 600 px: a sentence, a figure, a chart, why, one button, small print. */
export function BudgetAlert({ words }: { words: BudgetAlertWords }) {
  const { sentence, figure, figureNote, chart, whyTitle, why, next, small } = words;
  return (
    <Html lang="en">
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{words.subject}</title>
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
          <Line size={13} quiet style={{ marginBottom: 20 }}>
            <span aria-hidden="true">‰ </span>Permille
          </Line>
          <Line size={18}>{sentence}</Line>
          <Line size={40} style={{ marginTop: 20, fontWeight: 600, letterSpacing: "-0.02em", fontVariantNumeric: "tabular-nums" }}>
            {figure}
          </Line>
          <Line quiet>{figureNote}</Line>
          <Line size={13} style={{ margin: "28px 0 8px", fontWeight: 600 }}>
            {chart.title}
          </Line>
          <Bars bars={chart.bars} label={`${chart.title}. ${chart.caption}`} />
          <Axis first={chart.first} last={chart.last} />
          <Line size={13} quiet style={{ marginTop: 4 }}>
            {chart.caption}
          </Line>
          <Line size={13} style={{ margin: "28px 0 8px", fontWeight: 600 }}>
            {whyTitle}
          </Line>
          {why.map((line) => (
            <Line key={line} style={{ marginBottom: 4 }}>
              {line}
            </Line>
          ))}
          <Button label={next.label} href={next.href} />
          <SmallPrint lines={small} />
        </Container>
      </Body>
    </Html>
  );
}

function Axis({ first, last }: { first: string; last: string }) {
  const look: CSSProperties = { ...BASE, paddingTop: 4, fontSize: 12, lineHeight: "16px", color: LIGHT.quiet };
  return (
    <table width="100%" cellPadding={0} cellSpacing={0} border={0} className="rule" style={{ borderTop: `1px solid ${LIGHT.border}` }}>
      <tbody>
        <tr>
          <td className="quiet" align="left" style={look}>
            {first}
          </td>
          <td className="quiet" align="right" style={look}>
            {first === last ? "" : last}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** A coloured cell around the link, since Outlook drops the padding of links. */
function Button({ label, href }: { label: string; href: string }) {
  return (
    <table cellPadding={0} cellSpacing={0} border={0} style={{ marginTop: 28 }}>
      <tbody>
        <tr>
          <td className="button" style={{ backgroundColor: LIGHT.accent, borderRadius: 6, padding: "11px 20px" }}>
            <Link
              className="button"
              href={href}
              style={{ fontFamily: FONT, fontSize: 14, lineHeight: "20px", fontWeight: 600, color: LIGHT.onAccent, textDecoration: "none" }}
            >
              {label}
            </Link>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function SmallPrint({ lines }: { lines: readonly string[] }) {
  return (
    <table
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
            {lines.map((line) => (
              <Line key={line} size={12} quiet style={{ marginBottom: 8 }}>
                {line}
              </Line>
            ))}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
