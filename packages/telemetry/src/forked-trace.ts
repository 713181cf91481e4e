import type { Trace } from '@tsr/core';

/** A trace that writes everything down twice: in `own`, whose id it has, and in `outer`. */
export function forkedTrace(own: Trace, outer: Trace): Trace {
  return {
    traceId: own.traceId,
    child: (component) => forkedTrace(own.child(component), outer.child(component)),
    note(fields) {
      own.note(fields);
      outer.note(fields);
    },
    record(event) {
      own.record(event);
      outer.record(event);
    },
  };
}
