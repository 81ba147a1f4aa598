export { type AlternativesQuery, listAlternatives } from "./list-alternatives";
export { type GpuModels, gpuModelsSchema, type HostedModel } from "./models-answer";
export { type ModelsQuery, readGpuModels } from "./read-models";
