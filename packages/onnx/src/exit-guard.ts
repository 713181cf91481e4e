import type { NativeGate } from './native-gate.ts';

/** Lets threads leave native code before `process.exit` or an uncaught error tears them down. */
export interface ExitGuard {
  add(gate: NativeGate): void;
  remove(gate: NativeGate): void;
  /** Guards no longer. */
  release(): void;
}

export function createExitGuard(): ExitGuard {
  const gates = new Set<NativeGate>();
  function onExit(): void {
    for (const gate of gates) gate.close();
    for (const gate of gates) gate.waitUntilLeft();
  }
  process.on('exit', onExit);
  return {
    add: (gate) => void gates.add(gate),
    remove: (gate) => void gates.delete(gate),
    release: () => void process.off('exit', onExit),
  };
}
