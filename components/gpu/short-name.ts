/** "Llama-3.1-8B-Instruct" of "meta-llama/Llama-3.1-8B-Instruct"; the whole name belongs on hover. */
export const shortName = (model: string): string => model.replace(/^.*\//, "");
