import type { CSSProperties, ReactNode } from "react";
import type { MailLine, MailLink, MailTable } from "../content";
import { FONT, LIGHT } from "./theme";

const BASE: CSSProperties = { margin: 0, fontFamily: FONT };

interface TextProps {
  children: ReactNode;
  size?: number;
  quiet?: boolean;
  style?: CSSProperties;
}

export function Text({ children, size = 14, quiet = false, style }: TextProps) {
  const look = { ...BASE, fontSize: size, lineHeight: `${Math.round(size * 1.45)}px`, color: quiet ? LIGHT.quiet : LIGHT.text, ...style };
  return (
    <p className={quiet ? "quiet" : "text"} style={look}>
      {children}
    </p>
  );
}

export const Heading = ({ children }: { children: ReactNode }) => (
  <Text size={13} style={{ margin: "28px 0 8px", fontWeight: 600 }}>
    {children}
  </Text>
);

export function TextLink({ label, href }: MailLink) {
  return (
    <a className="link" href={href} style={{ color: LIGHT.accent, textDecoration: "underline" }}>
      {label}
    </a>
  );
}

/** A sentence and the links that go with it. */
export function Sentence({ text, links }: MailLine) {
  return (
    <>
      {text}
      {links.map((link, i) => (
        <span key={link.href}>
          {i > 0 ? " · " : text ? " " : null}
          <TextLink {...link} />
        </span>
      ))}
    </>
  );
}

/** A coloured cell around the link, since Outlook drops the padding of links. */
export function Button({ label, href }: MailLink) {
  return (
    <table role="presentation" cellPadding={0} cellSpacing={0} border={0} style={{ marginTop: 28 }}>
      <tbody>
        <tr>
          <td className="button" style={{ backgroundColor: LIGHT.accent, borderRadius: 6, padding: "11px 20px" }}>
            <a
              className="button"
              href={href}
              style={{ fontFamily: FONT, fontSize: 14, lineHeight: "20px", fontWeight: 600, color: LIGHT.onAccent, textDecoration: "none" }}
            >
              {label}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  );
}

/** Two texts at the ends of one line. */
export function Ends({ first, last }: { first: string; last: string }) {
  const look: CSSProperties = { ...BASE, paddingTop: 4, fontSize: 12, lineHeight: "16px", color: LIGHT.quiet };
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0}>
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

export function Figures({ columns, rows }: MailTable) {
  const cell = (column: number): CSSProperties => ({
    ...BASE,
    padding: column === 0 ? "5px 0" : "5px 0 5px 10px",
    fontSize: 13,
    lineHeight: "18px",
    color: LIGHT.text,
    borderBottom: `1px solid ${LIGHT.border}`,
    fontVariantNumeric: "tabular-nums",
  });
  return (
    <table width="100%" cellPadding={0} cellSpacing={0} border={0} style={{ borderCollapse: "collapse" }}>
      <thead>
        <tr>
          {columns.map(({ label, numeric }, i) => (
            <th
              key={label}
              className="quiet rule"
              align={numeric ? "right" : "left"}
              style={{ ...cell(i), fontSize: 12, fontWeight: 400, color: LIGHT.quiet }}
            >
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, n) => (
          // Two rows may read the same, and their order never changes.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <tr key={n}>
            {row.map((value, i) => (
              <td key={columns[i]?.label ?? i} className="text rule" align={columns[i]?.numeric ? "right" : "left"} style={cell(i)}>
                {value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
