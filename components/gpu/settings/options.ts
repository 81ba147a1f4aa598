import type { OutputOf } from "../../../lib/http/operations";
import { counted } from "../../sources/words";
import type { PickOption } from "./subject-picker";

export type GpuSubject = OutputOf<"listGpuSubjects">["subjects"][number];

/** Known names of a field as a picker takes them, in the order of the answer: those with the most cards first. */
export const optionsOf = (subjects: readonly GpuSubject[], field: GpuSubject["field"]): PickOption[] =>
  subjects.filter((one) => one.field === field).map(({ value, cards }) => ({ value, note: cards > 0 ? counted(cards, "GPU") : undefined }));
