import type { InferencePoolOptions } from '@tsr/onnx';

/** How token vectors become one: see `pooling` of OnnxEmbedderOptions. */
export type Pooling = NonNullable<InferencePoolOptions['pooling']>;

/** What a model wants beside the text; its files do not say. */
export interface ModelHabits {
  readonly pooling?: Pooling;
  readonly queryPrefix?: string;
  readonly passagePrefix?: string;
}

// By the last part of the id. From the models' cards on the Hugging Face hub.
const HABITS: Readonly<Record<string, ModelHabits>> = {
  'all-MiniLM-L6-v2': { pooling: 'mean' },
  'bge-small-en-v1.5': {
    pooling: 'cls',
    queryPrefix: 'Represent this sentence for searching relevant passages: ',
  },
};

/** What is known of a model by its name; nothing of most. */
export function habitsOf(name: string): ModelHabits {
  const [last = ''] = name.split('/').slice(-1);
  return Object.hasOwn(HABITS, last) ? HABITS[last]! : {};
}
