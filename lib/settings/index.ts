export { changeZone } from "./change-zone";
export { isZone, readZone, settleZone } from "./zone";
