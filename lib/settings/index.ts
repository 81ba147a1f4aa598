export { changeZone } from "./change-zone";
export { type InstanceInfo, instanceInfo } from "./instance-info";
export { isZone, readZone, settleZone } from "./zone";
