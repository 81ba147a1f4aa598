import type { GpuSample, ServingSample } from "../../facts";
import type { Labels } from "./exposition";

/** What a GPU's series is about; its values and time are not in it. */
export type GpuSubject = Pick<GpuSample, "gpu" | "instance" | "profile" | "host" | "gpuModel" | "namespace" | "pod" | "allocated">;
export type ServingSubject = Pick<ServingSample, "server" | "engine" | "model" | "namespace" | "pod">;

const text = (value: string | undefined): string | null => (value == null || value === "" ? null : value);

/** A label that Prometheus renamed because its own target has one of that name (`honor_labels: false`), else the label itself. */
const own = (labels: Labels, name: string): string | undefined => labels[`exported_${name}`] ?? labels[name];

const EXPORTER = /dcgm-exporter/i;

/**
 * The GPU that a series is about; null without a UUID, or a host and an index. The pod is the one that works on the GPU: with `exported_*` labels
 * these, since `pod` is then the exporter's. Prometheus drops empty labels, so a free GPU may have the exporter's pod alone; it is free.
 */
export function gpuSubject(labels: Labels): GpuSubject | null {
  const host = text(own(labels, "Hostname")) ?? text(own(labels, "hostname")) ?? text(labels.node) ?? text(labels.instance);
  const index = text(labels.gpu);
  const gpu = text(labels.UUID) ?? text(labels.uuid) ?? (host != null && index != null ? `${host}/gpu${index}` : null);
  if (gpu == null) return null;
  const instance = text(labels.GPU_I_ID) ?? "";
  return {
    gpu,
    instance,
    profile: instance === "" ? null : text(labels.GPU_I_PROFILE),
    host,
    gpuModel: text(labels.modelName),
    ...allocation(labels),
  };
}

function allocation(labels: Labels): Pick<GpuSubject, "namespace" | "pod" | "allocated"> {
  const pod = own(labels, "pod") ?? own(labels, "pod_name");
  if (pod === undefined) return { namespace: null, pod: null, allocated: null };
  const isExporter = labels.exported_pod === undefined && (EXPORTER.test(pod) || EXPORTER.test(labels.container ?? ""));
  if (pod === "" || isExporter) return { namespace: null, pod: null, allocated: false };
  return { namespace: text(own(labels, "namespace") ?? own(labels, "pod_namespace")), pod, allocated: true };
}

/** The model server that a series is about. Its own `/metrics` names neither host nor pod: then its source alone tells it apart. */
export function servingSubject(labels: Labels): ServingSubject {
  const pod = text(own(labels, "pod"));
  return {
    server: text(labels.instance) ?? pod ?? "",
    engine: text(labels.engine) ?? "",
    model: text(labels.model_name),
    namespace: text(own(labels, "namespace")),
    pod,
  };
}
