import { z } from "zod";
import { operation } from "../operation";

export const changeZoneOperation = operation("changeZone", {
  summary: "Change the reporting zone; cuts every day anew, which takes a while",
  permission: "manage_settings",
  input: z.object({ zone: z.string().trim().min(1).max(64) }),
  output: z.object({ zone: z.string() }),
});
