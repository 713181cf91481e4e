export type { DownloadProgress } from './hub/download-progress.ts';
export type { HubOptions } from './hub/hub-settings.ts';
export {
  createInferencePool,
  defaultWorkers,
  type InferencePool,
  type InferencePoolOptions,
  type StreamOptions,
} from './inference-pool.ts';
export type { RunOptions } from './lanes.ts';
export type { ModelConfig } from './model-config.ts';
export type { ModelInput, ModelOutput, PairInput, PassageReading, TextInput } from './protocol.ts';
export type { Provider } from './provider.ts';
export { type ResolvedModel, type ResolveModelOptions, resolveModel } from './resolve-model.ts';
export type { RuntimeName } from './runtime.ts';
export type { PairBudget, WindowOptions } from './tokenize/index.ts';
