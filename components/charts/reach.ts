/** How far the values of one sign reach together: a stack grows from zero upwards and downwards. */
export const reach = (values: readonly number[], sign: 1 | -1): number =>
  values.reduce((sum, value) => sum + (Math.sign(value) === sign ? value : 0), 0);
