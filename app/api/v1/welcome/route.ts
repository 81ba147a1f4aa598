import { clientIp } from "@/lib/auth/client-ip";
import { welcomeOperation } from "@/lib/http/operations/users";
import { route } from "@/lib/http/route";
import { createFirstAdmin } from "@/lib/people";

export const POST = route(welcomeOperation, async ({ sql, input, request, now }) => ({
  user: await createFirstAdmin(sql, { ...input, ip: clientIp(request.headers), now }),
}));
