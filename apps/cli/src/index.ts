export { EXIT } from './fail.ts';
export { createProgram } from './program.ts';
