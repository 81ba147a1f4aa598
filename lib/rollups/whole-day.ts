/** Stands for every team and feature in the session cell of a whole day. Real ids are never negative. */
export const EVERY = -1;
