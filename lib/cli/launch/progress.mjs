const FRAME_MS = 250;

/** Steps under way, each a function that gives its part of the status line; "" while it is young. */
const underWay = new Set();

/**
 * Runs `work` under a status line that counts seconds (on a terminal; steps at the same time share it), and leaves one line when it is done:
 * "✓ label (3.2 s)". `work` gets a function that changes the detail behind the label.
 */
export async function step(label, work, out = process.stderr) {
  const began = Date.now();
  let detail = "";
  const seconds = () => ((Date.now() - began) / 1000).toFixed(1);
  const part = () =>
    Date.now() - began < 1000 ? "" : `${label}${detail ? `: ${detail}` : ""} … ${Math.floor((Date.now() - began) / 1000)} s`;
  const draw = () => {
    const line = [...underWay].map((one) => one()).filter(Boolean);
    if (line.length > 0) out.write(`\r\x1b[2K${`  ${line.join(" · ")}`.slice(0, (out.columns || 80) - 1)}`);
  };
  underWay.add(part);
  const timer = out.isTTY ? setInterval(draw, FRAME_MS) : undefined;
  // A log without a terminal gets a first line too: a minute of silence looks like a hang.
  const announce = out.isTTY ? undefined : setTimeout(() => out.write(`  ${label} …\n`), 1000);
  const finish = (sign) => {
    underWay.delete(part);
    clearInterval(timer);
    clearTimeout(announce);
    out.write(`${out.isTTY ? "\r\x1b[2K" : ""}${sign} ${label} (${seconds()} s)\n`);
  };
  try {
    const result = await work((text) => {
      detail = text;
    });
    finish("✓");
    return result;
  } catch (error) {
    finish("✗");
    throw error;
  }
}
