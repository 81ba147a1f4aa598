/** Light colours stand inline, since some mail programs drop style sheets; the dark ones replace them by class where they are kept. */
export const LIGHT = {
  page: "#f8f8f6",
  card: "#ffffff",
  text: "#17191d",
  quiet: "#5c6168",
  border: "#e3e3de",
  accent: "#1f4fc0",
  onAccent: "#ffffff",
};

const DARK = {
  page: "#111214",
  card: "#18191c",
  text: "#ebebe8",
  quiet: "#a0a4ab",
  border: "#2b2e33",
  accent: "#86aaff",
  onAccent: "#0d1630",
};

const RULES = `
  /* The mail's body and the table that stands in for it where a mail program drops the body. */
  .page, .page > table > tbody > tr > td { background-color: ${DARK.page} !important; }
  .card { background-color: ${DARK.card} !important; border-color: ${DARK.border} !important; }
  .text { color: ${DARK.text} !important; }
  .quiet { color: ${DARK.quiet} !important; }
  .rule { border-color: ${DARK.border} !important; }
  .button { background-color: ${DARK.accent} !important; color: ${DARK.onAccent} !important; }
  .link { color: ${DARK.accent} !important; }`;

export const STYLES = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {${RULES}
}
@media (max-width: 620px) {
  .card { padding: 24px 20px !important; }
}`;

export const FONT = "Inter, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
