import type { Filter, Metadata, MetadataScalar } from './contracts.ts';

/** The filter language read out loud, straight over the filter: the oracle for compileFilter. */
export function evaluateNaively(filter: Filter, metadata: Metadata): boolean {
  return Object.entries(filter).every(([key, value]) => {
    if (key === '$and') return (value as readonly Filter[]).every((child) => evaluateNaively(child, metadata));
    if (key === '$or') return (value as readonly Filter[]).some((child) => evaluateNaively(child, metadata));
    if (key === '$not') return !evaluateNaively(value as Filter, metadata);
    return holds(value, Object.hasOwn(metadata, key) ? [metadata[key]].flat() : undefined);
  });
}

/** `elements` are those of an array, the one of a scalar, or undefined where the field is missing. */
function holds(condition: unknown, elements: readonly unknown[] | undefined): boolean {
  if (typeof condition !== 'object' || condition === null) return (elements ?? []).includes(condition);
  return Object.entries(condition).every(([operator, operand]) => {
    switch (operator) {
      case '$eq':
        return (elements ?? []).includes(operand);
      case '$ne':
        return !(elements ?? []).includes(operand);
      case '$in':
        return (elements ?? []).some((element) => operand.includes(element));
      case '$nin':
        return !(elements ?? []).some((element) => operand.includes(element));
      case '$exists':
        return (elements !== undefined) === operand;
      case '$not':
        return !holds(operand, elements);
      default:
        return (elements ?? []).some((element) => compares(operator, element as MetadataScalar, operand));
    }
  });
}

function compares(operator: string, element: MetadataScalar, operand: string | number): boolean {
  if (typeof element !== typeof operand) return false;
  const order =
    typeof operand === 'number'
      ? Math.sign((element as number) - operand)
      : Buffer.compare(Buffer.from(element as string), Buffer.from(operand));
  return { $gt: order > 0, $gte: order >= 0, $lt: order < 0, $lte: order <= 0 }[operator] ?? false;
}
