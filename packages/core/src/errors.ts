/** Stable names of failures. A caller's mistake is not among them: see {@link invalidArgument}. */
export type TsrErrorCode =
  | 'TSR_CORRUPT_FILE'
  | 'TSR_DISPOSED'
  | 'TSR_EMBEDDER_CONTRACT'
  | 'TSR_EMBEDDER_MISMATCH'
  | 'TSR_ENGINE_FAILURE'
  | 'TSR_IO'
  | 'TSR_MISSING_DEPENDENCY'
  | 'TSR_MODEL_INVALID'
  | 'TSR_MODEL_NOT_FOUND'
  | 'TSR_NOT_READY'
  | 'TSR_NOT_SUPPORTED'
  | 'TSR_RERANKER_CONTRACT'
  | 'TSR_RETRIEVER_CONTRACT'
  | 'TSR_TIMEOUT';

/** Something failed that the caller could not have prevented by calling otherwise. */
export class TsrError extends Error {
  override readonly name = 'TsrError';
  readonly code: TsrErrorCode;

  constructor(code: TsrErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** Code of every caller's mistake. */
export const INVALID_ARGUMENT = 'TSR_INVALID_ARGUMENT';

/** A wrong kind of value. Say subject, fact, value and remedy. */
export function invalidArgument(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: INVALID_ARGUMENT });
}

/** A value of the right kind outside its range. Say subject, fact, value and remedy. */
export function outOfRange(message: string): RangeError {
  return Object.assign(new RangeError(message), { code: INVALID_ARGUMENT });
}

const SHOWN = 60;

/** A value as it appears in an error message: short, on one line, never throwing. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : describe(value);
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}… (${text.length} characters)`;
}

function describe(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  if ('then' in value) return 'a promise; await it first';
  if (value instanceof Date) return 'a Date';
  try {
    return JSON.stringify(value) ?? 'an object';
  } catch {
    return 'an object';
  }
}
