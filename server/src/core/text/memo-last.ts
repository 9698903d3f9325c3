/**
 * Remembers the result of `make` for the last key only. Use it for values that several rules need while one unit is checked. A cache that
 * lives as long as the unit would hold such values for every file of the workspace.
 */
export function memoLast<K extends object | string, V>(make: (key: K) => V): (key: K) => V {
  let known: { readonly key: K; readonly value: V } | undefined;
  return (key) => {
    if (known?.key !== key) known = { key, value: make(key) };
    return known.value;
  };
}
