/** An object that reads like `source` in everything but `replaced`; its methods run on `source` itself. */
export function mirrorOf<T extends object>(source: T, replaced: Partial<T>): T {
  const mirror = {};
  for (const key of keysOf(source)) {
    Object.defineProperty(mirror, key, { enumerable: true, configurable: true, get: () => member(source, key) });
  }
  return Object.defineProperties(mirror, Object.getOwnPropertyDescriptors(replaced)) as T;
}

/** Own and inherited keys, without those of every object. */
function keysOf(source: object): ReadonlySet<PropertyKey> {
  const keys = new Set<PropertyKey>();
  for (let level = source; level && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const key of Reflect.ownKeys(level)) keys.add(key);
  }
  return keys;
}

function member(source: object, key: PropertyKey): unknown {
  const value: unknown = Reflect.get(source, key);
  return typeof value === 'function' ? value.bind(source) : value;
}
