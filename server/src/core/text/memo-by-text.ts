/**
 * Remembers the results of `make` by a text that they follow from, for values that are asked for again and again. All results are forgotten
 * once there are `most`, so that hostile texts take no more memory.
 */
export function memoByKey<Input extends readonly unknown[], Value>(
  keyOf: (...input: Input) => string,
  make: (...input: Input) => Value,
  most = 500,
): (...input: Input) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (...input) => {
    const key = keyOf(...input);
    const before = known.get(key);
    if (before) return before.value;
    const value = make(...input);
    if (known.size >= most) known.clear();
    known.set(key, { value });
    return value;
  };
}

/** `memoByKey` for a function of one text. Use it for names, keys and tags, which are short and few. */
export const memoByText = <Value>(make: (text: string) => Value, most = 5000): ((text: string) => Value) =>
  memoByKey((text: string) => text, make, most);
