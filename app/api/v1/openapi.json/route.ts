import { openApiDocument } from "@/lib/http/openapi";
import { operations } from "@/lib/http/operations";
import { route } from "@/lib/http/route";

export const GET = route({ permission: "anyone" }, async () => openApiDocument(operations));
