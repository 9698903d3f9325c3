import type { Confidence } from '../hit.ts';

/** One token format of a service. A keyword finds candidates; the pattern runs only there. */
export interface Provider {
  readonly id: string;
  /** For messages: `GitHub personal access token`. */
  readonly what: string;
  /** Lower-case literals. Every token contains one of them, or has it directly before. */
  readonly keywords: readonly string[];
  /**
   * Source of the expression. It is tried once, at the keyword (or `back` characters before). Group 1, if present, is the secret.
   * Every repetition is bounded, so a try takes constant time.
   */
  readonly pattern: string;
  readonly ignoreCase: boolean;
  /** How many token characters (`A-Za-z0-9_-`, and `.`) may precede the keyword, for a keyword inside the token. */
  readonly back: number;
  /** The keyword is the name of a setting, so letters may precede it. */
  readonly named: boolean;
  /** The token may continue past the bounded pattern, over base64, `.`, `_` and `-`. */
  readonly extend: boolean;
  /** The value must be base64 of `user:password`. */
  readonly basic: boolean;
  readonly confidence: Confidence;
  /** Lowest Shannon entropy of the value, in bits per character. */
  readonly entropy: number;
  /** Invented examples, as templates: `<w36>` is 36 fake characters of class `%w`. */
  readonly samples: readonly string[];
  /** Templates of texts that look like the token and are not. */
  readonly not: readonly string[];
}

/** Character classes. Patterns (`%w{36}`) and sample templates (`<w36>`) name a class by its letter. */
export const classes: Readonly<Record<string, { readonly set: string; readonly characters: string }>> = {
  w: { set: '[A-Za-z0-9]', characters: '7kQ2mZx9RbT4vWn1LpY8sGd3HcJf6KuE5aXqMrB0yVtNoCzPwDhSgFjAiUeIlO' },
  u: { set: '[A-Za-z0-9_-]', characters: '7kQ2mZx9RbT4vWn_1LpY8sGd3HcJf6K-uE5aXqMrB0yVtNoCzPwDhSgFjAiUeIlO' },
  l: { set: '[a-z0-9]', characters: '7kq2mzx9rbt4vwn1lpy8sgd3hcjf6ue5ao0i' },
  U: { set: '[A-Z0-9]', characters: '7KQ2MZX9RBT4VWN1LPY8SGD3HCJF6UE5AO0I' },
  T: { set: '[A-Z2-7]', characters: 'K7Q2MZXRBT4VWNLPY3SGDHCJF6UE5AOI' },
  h: { set: '[a-f0-9]', characters: '7b2e9fc4d01a8365' },
  H: { set: '[A-Fa-f0-9]', characters: '7b2E9fc4D01a8365' },
  d: { set: '[0-9]', characters: '7294018365' },
  a: { set: '[a-z]', characters: 'kqmzxrbtvwnlpysgdhcjfueaoi' },
  b: { set: '[A-Za-z0-9+/]', characters: '7kQ2mZx9RbT4vWn+1LpY8sGd3HcJf6K/uE5aXqMrB0yVtNoCzPwDhSgFjAiUeIlO' },
};

/** Expands `%w`, `%h` … in a pattern. */
const expand = (pattern: string): string =>
  pattern.replace(/%([wulUTHhdab])/g, (whole, letter: string) => classes[letter]?.set ?? whole);

type Options = Partial<
  Pick<Provider, 'keywords' | 'ignoreCase' | 'back' | 'named' | 'extend' | 'basic' | 'confidence' | 'entropy' | 'not'>
>;

/** A row for a token that begins with its keyword (or has it inside, with `back`). `pattern` may use `%w` and the like. */
export function token(
  id: string,
  what: string,
  keyword: string,
  pattern: string,
  sample: string | readonly string[],
  options: Options = {},
): Provider {
  let expanded: string | undefined;
  return {
    id,
    what,
    keywords: [keyword],
    // Most patterns of a run are never tried.
    get pattern() {
      expanded ??= expand(pattern);
      return expanded;
    },
    ignoreCase: false,
    back: 0,
    named: false,
    extend: false,
    basic: false,
    confidence: 'high',
    entropy: 3,
    samples: typeof sample === 'string' ? [sample] : sample,
    not: [],
    ...options,
  };
}

/**
 * Text allowed between the keyword and the value: the rest of the name, quotes (in a string also `\"`), and one of `=`, `:`, `:=`,
 * `=>`.
 */
const between = '[A-Za-z0-9_.-]{0,30}\\\\?["\']?[ \\t]{0,3}(?:=>|:=|=|:)[ \\t]{0,3}\\\\?["\']?';

/** A row for a value without a recognizable format, found by the setting's name before it (`datadog_api_key = …`). */
export function setting(
  id: string,
  what: string,
  keywords: readonly string[],
  value: string,
  sample: string | readonly string[],
  options: Options = {},
): Provider {
  const names = keywords.map((k) => k.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const pattern = `(?:${names})${between}(${value})`;
  return token(id, what, '', pattern, sample, { keywords, ignoreCase: true, named: true, ...options });
}
