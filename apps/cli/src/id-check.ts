import { shown } from '@tsr/core';
import { dataError } from './fail.ts';

/** Refuses an id that was there before, and says where both are. */
export function createIdCheck(): (id: string, at: string) => void {
  const firstAt = new Map<string, string>();
  return (id, at) => {
    const first = firstAt.get(id);
    if (first !== undefined) throw dataError(`${at}: the id ${shown(id)} is that of ${first} too; keep one`);
    firstAt.set(id, at);
  };
}
