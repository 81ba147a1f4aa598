export const ROLES = ["admin", "finance", "engineer", "manager"] as const;
export type Role = (typeof ROLES)[number];

export const SCOPES = ["ingest", "query", "admin"] as const;
/** What an API key may do. */
export type Scope = (typeof SCOPES)[number];

const everyone = ["admin", "finance", "engineer", "manager"] as const;
const exact = ["admin", "finance", "engineer"] as const;
const builders = ["admin", "engineer"] as const;
const admins = ["admin"] as const;

/** The one table of who may do what: roles of people, then scopes of API keys. */
const PERMISSIONS = {
  view_dashboards: { roles: everyone, scopes: ["query", "admin"] },
  view_budgets: { roles: everyone, scopes: ["query", "admin"] },
  respond_alerts: { roles: everyone, scopes: ["admin"] },
  view_requests: { roles: exact, scopes: ["query", "admin"] },
  view_sources: { roles: exact, scopes: ["query", "admin"] },
  view_prices: { roles: exact, scopes: ["query", "admin"] },
  export: { roles: exact, scopes: ["query", "admin"] },
  upload: { roles: builders, scopes: ["ingest", "admin"] },
  undo_run: { roles: builders, scopes: ["admin"] },
  manage_sources: { roles: builders, scopes: ["admin"] },
  manage_prices: { roles: builders, scopes: ["admin"] },
  manage_budgets: { roles: builders, scopes: ["admin"] },
  manage_keys: { roles: builders, scopes: ["admin"] },
  view_outbox: { roles: builders, scopes: ["admin"] },
  manage_users: { roles: admins, scopes: ["admin"] },
  manage_settings: { roles: admins, scopes: ["admin"] },
} as const satisfies Record<string, { roles: readonly Role[]; scopes: readonly Scope[] }>;

export type Permission = keyof typeof PERMISSIONS;
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[];

/** Whether a person of this role may. */
export function can(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission].roles as readonly Role[]).includes(role);
}

/** Whether an API key of this scope may. */
export function scopeCan(scope: Scope, permission: Permission): boolean {
  return (PERMISSIONS[permission].scopes as readonly Scope[]).includes(scope);
}

/** Whether a person of this role may hand out such a key: every right of the key is one of theirs. */
export function canGrant(role: Role, scope: Scope): boolean {
  return PERMISSION_NAMES.every((permission) => !scopeCan(scope, permission) || can(role, permission));
}
