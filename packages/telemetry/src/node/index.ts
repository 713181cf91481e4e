export {
  createTraceFileSink,
  type TraceFileSink,
  type TraceFileSinkOptions,
  type TraceFileStatus,
} from './trace-file-sink.ts';
