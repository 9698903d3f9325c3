/** Measures of how random a text looks. All take time linear in the text. */

/** Shannon entropy of the text in bits per UTF-16 unit; 0 for the empty text. */
export function entropy(text: string): number {
  if (text.length === 0) return 0;
  const counts = new Map<number, number>();
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  let bits = 0;
  for (const n of counts.values()) bits -= (n / text.length) * Math.log2(n / text.length);
  return bits;
}

/** Number of character classes in the text, 0 to 4: lower case, upper case, digits, anything else. */
export function characterClasses(text: string): number {
  return [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((c) => c.test(text)).length;
}

/** Length of the longest run of one repeated character. */
export function longestRun(text: string): number {
  let longest = 0;
  let run = 0;
  for (let i = 0; i < text.length; i++) {
    run = i > 0 && text.charCodeAt(i) === text.charCodeAt(i - 1) ? run + 1 : 1;
    if (run > longest) longest = run;
  }
  return longest;
}

/** Length of the longest run in which each character is the successor of the one before (`abcdef`, `123456`). */
export function longestCount(text: string): number {
  let longest = 0;
  let run = 0;
  for (let i = 0; i < text.length; i++) {
    run = i > 0 && text.charCodeAt(i) === text.charCodeAt(i - 1) + 1 ? run + 1 : 1;
    if (run > longest) longest = run;
  }
  return longest;
}

/** At least two sequences of counting characters (`1234`, `5678`, `abcd`): an example in place of a key. */
export function isCounted(text: string): boolean {
  const pieces = text.split(/[^A-Za-z0-9]+/);
  return pieces.filter((p) => p.length >= 4 && longestCount(p) === p.length).length >= 2;
}

/** Whether the text has at least 8 characters and consists of counting runs of at least 4 (`0123456789abcdef`, `abcd1234`, `87654321`). */
export function isSequence(text: string): boolean {
  if (text.length < 8) return false;
  let run = 1;
  let step = 0;
  for (let i = 1; i < text.length; i++) {
    const next = text.charCodeAt(i) - text.charCodeAt(i - 1);
    if ((next === 1 || next === -1) && (step === 0 || next === step)) {
      step = next;
      run++;
    } else {
      if (run < 4) return false;
      run = 1;
      step = 0;
    }
  }
  return run >= 4;
}

/** Lower-case words with one or two digits among them: `etcd-cluster-k8s`. */
const isWords = (text: string): boolean =>
  /^[a-z0-9]+(?:[-_.]+[a-z0-9]+)+$/.test(text) && text.replace(/\D/g, '').length <= 2;

/**
 * Whether the text looks like a generated key: one word of at least 16 characters, digits among letters, with the entropy of a random
 * text over that alphabet (random hex of 16 digits has about 3 bits a character, base62 about 3.7).
 */
export function looksRandom(text: string): boolean {
  if (text.length < 16 || /\s/.test(text) || isWords(text)) return false;
  const hex = /^[a-f0-9]+$/i.test(text);
  const mixed = /\d/.test(text) && /[A-Za-z]/.test(text);
  const cased = /[a-z]/.test(text) && /[A-Z]/.test(text);
  if (hex) return mixed && entropy(text) >= 2.7 && longestCount(text) < 8;
  return (mixed || (cased && text.length >= 24)) && entropy(text) >= 3.3 && longestCount(text) < 8;
}
