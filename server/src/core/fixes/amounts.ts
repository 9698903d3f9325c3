/** Compares amounts of resources in the units of Kubernetes and of Docker. */

export type ReadAmount = (text: string) => number | undefined;

/** Powers of 1000 by their letters: `m` is a thousandth. */
const DECIMAL: Readonly<Record<string, number>> = { n: -3, u: -2, m: -1, '': 0, k: 1, M: 2, G: 3, T: 4, P: 5, E: 6 };

/** A Kubernetes quantity as a number; `undefined` for other forms. Source: Kubernetes API reference, "Quantity". */
export function quantity(text: string): number | undefined {
  const [, number, letters, exponent] = /^(\d+\.?\d*|\.\d+)(?:([A-Za-z]?i?)|[eE]([+-]?\d{1,2}))$/.exec(text) ?? [];
  if (number === undefined) return undefined;
  if (exponent !== undefined) return Number(number) * 10 ** Number(exponent);
  const binary = /^([KMGTPE])i$/.exec(letters!)?.[1];
  const power = binary ? 'KMGTPE'.indexOf(binary) + 1 : DECIMAL[letters!];
  return power === undefined ? undefined : Number(number) * (binary ? 1024 : 1000) ** power;
}

/** An amount of memory for Docker in bytes: `512m`, `1.5 GiB`; `undefined` for other forms. Source: `RAMInBytes` of docker/go-units. */
export function dockerBytes(text: string): number | undefined {
  const [, number, letter] = /^(\d+(?:\.\d+)?) ?(?:([kmgtp])i?)?b?$/i.exec(text) ?? [];
  if (number === undefined) return undefined;
  return Number(number) * 1024 ** (letter ? 'kmgtp'.indexOf(letter.toLowerCase()) + 1 : 0);
}

/** A plain number: of processors or of processes. */
export const plainNumber = (text: string): number | undefined =>
  /^(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined;

/** The largest of some amounts, the first of equal ones; `undefined` if one of them cannot be read. */
export function largest<T extends string | number>(amounts: readonly T[], read: ReadAmount): T | undefined {
  const numbers = amounts.map((amount) => read(String(amount)));
  if (numbers.includes(undefined)) return undefined;
  return amounts[numbers.indexOf(Math.max(...(numbers as number[])))];
}
