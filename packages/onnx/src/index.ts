export {
  createInferencePool,
  defaultWorkers,
  type InferencePool,
  type InferencePoolOptions,
  type RunOptions,
} from './inference-pool.ts';
export type { ModelConfig } from './model-config.ts';
export type { PairOutput, PairRequest } from './protocol.ts';
export { type ResolvedModel, type ResolveModelOptions, resolveModel } from './resolve-model.ts';
export type { PairBudget } from './tokenize/index.ts';
