import { createKeyOperation, listKeysOperation } from "@/lib/http/operations/keys";
import { route } from "@/lib/http/route";
import { grantKey, listKeys } from "@/lib/people";

export const GET = route(listKeysOperation, async ({ sql }) => ({ keys: await listKeys(sql) }));

export const POST = route(createKeyOperation, ({ sql, input, actor }) => grantKey(sql, { ...input, actor }));
