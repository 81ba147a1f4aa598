import { z } from "zod";
import { operation } from "../operation";

export const changeZoneOperation = operation({
  id: "changeZone",
  method: "patch",
  path: "/api/v1/settings",
  summary: "Change the reporting zone; cuts every day anew, which takes a while",
  permission: "manage_settings",
  input: z.object({ zone: z.string().trim().min(1).max(64) }),
  output: z.object({ zone: z.string() }),
});
