/**
 * Remembers what `make` gave for the last key only. For what is worked out once for each unit while it is judged, and would be a burden
 * if it stayed as long as the unit: of a thousand files the engine keeps the models, not what was thought about them.
 */
export function memoLast<K extends object, V>(make: (key: K) => V): (key: K) => V {
  let known: { readonly key: K; readonly value: V } | undefined;
  return (key) => {
    if (known?.key !== key) known = { key, value: make(key) };
    return known.value;
  };
}
