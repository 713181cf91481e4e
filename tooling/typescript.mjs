// Preloaded by tests (`--import`): TypeScript in worker threads and child processes too. tsx on its own skips threads.
import { register } from 'tsx/esm/api';

register();
