const WARNED = Symbol.for('@tsr/dense-hnsw/warned');

/** A process warning with the code TSR_DENSE_ENGINE; once a process, however many indexes there are. */
export function warnOnce(message: string): void {
  if (Reflect.get(process, WARNED)) return;
  Reflect.set(process, WARNED, true);
  process.emitWarning(message, { code: 'TSR_DENSE_ENGINE' });
}
