/** Dimensions that a source's records can take from another place. */
export const REMAPPABLE = ["team", "project", "feature", "environment", "api_key", "user", "customer", "session"] as const;
