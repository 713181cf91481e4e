export { type CrossEncoder, type CrossEncoderOptions, createCrossEncoder } from './cross-encoder.ts';
