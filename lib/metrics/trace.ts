/** SQL: rows of `alias` that belong to the trace in `parameter` (text), in the words of the index attempt_trace. */
export const inTrace = (alias: string, parameter: string): string => `${alias}.trace = pack_id(${parameter})`;
