import type { Bar } from "../budget-alert-words";
import { LIGHT } from "./theme";

const HEIGHT_PX = 96;

/** Columns made of table cells, so that they show with images off and in mail programs that know no CSS heights. */
export function Bars({ bars, label }: { bars: readonly Bar[]; label: string }) {
  return (
    <table
      role="img"
      aria-label={label}
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      border={0}
      style={{ tableLayout: "fixed", borderCollapse: "collapse" }}
    >
      <tbody>
        <tr>
          {bars.map((bar) => (
            <td
              key={bar.label}
              valign="bottom"
              title={bar.label}
              height={HEIGHT_PX}
              style={{ height: HEIGHT_PX, padding: "0 1px", verticalAlign: "bottom" }}
            >
              <Column bar={bar} />
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

function Column({ bar: { height, after, partial } }: { bar: Bar }) {
  // Unknown has no column; zero has the thinnest line.
  if (height == null) return null;
  const px = Math.max(1, Math.round(height * HEIGHT_PX));
  const color = after ? LIGHT.barAfter : LIGHT.bar;
  return (
    <table width="100%" cellPadding={0} cellSpacing={0} border={0}>
      <tbody>
        <tr>
          <td
            className={after ? "bar-after" : "bar"}
            height={px}
            style={{ height: px, backgroundColor: color, fontSize: 1, lineHeight: "1px", opacity: partial ? 0.6 : 1 }}
          />
        </tr>
      </tbody>
    </table>
  );
}
