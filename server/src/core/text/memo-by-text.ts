/**
 * Remembers the results of `make`, a function of its text alone. Use it for names, keys and tags, which are short, few and asked for again and
 * again. All results are forgotten once there are `most`, so that hostile texts take no more memory.
 */
export function memoByText<V>(make: (text: string) => V, most = 5000): (text: string) => V {
  const known = new Map<string, { readonly value: V }>();
  return (text) => {
    const before = known.get(text);
    if (before) return before.value;
    const value = make(text);
    if (known.size >= most) known.clear();
    known.set(text, { value });
    return value;
  };
}
