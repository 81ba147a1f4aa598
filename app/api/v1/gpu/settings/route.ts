import { actorName } from "@/lib/auth/actor";
import { changeGpuSettings, gpuSettings } from "@/lib/gpu";
import { changeGpuSettingsOperation, getGpuSettingsOperation } from "@/lib/http/operations/gpu-settings";
import { route } from "@/lib/http/route";

export const GET = route(getGpuSettingsOperation, ({ sql }) => gpuSettings(sql));

export const PATCH = route(changeGpuSettingsOperation, ({ sql, input, actor }) => changeGpuSettings(sql, input, actorName(actor)));
