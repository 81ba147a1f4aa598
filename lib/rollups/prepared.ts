/** The statements of a fold are long and always the same: their plans are kept with the connection. */
export const PREPARED = { prepare: true, simple: false };
