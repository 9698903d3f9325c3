/**
 * Patterns in the selectors of a kustomization. Kustomize takes regular expressions of Go, which cannot run away; those of JavaScript can. So
 * only texts, `.*`, `.+`, alternatives and groups around them are read.
 */

/** Tests a whole text. */
export type Matcher = (text: string) => boolean;

/** The matcher of a pattern; `undefined` for a pattern that is not read. */
export function matcherOf(pattern: string): Matcher | undefined {
  const inner = /^\^?(?:\((?:\?:)?([^()]*)\)|([^()]*))\$?$/.exec(pattern);
  const text = inner?.[1] ?? inner?.[2];
  if (text === undefined) return undefined;
  const options: Matcher[] = [];
  for (const option of text.split('|')) {
    const one = alternative(option.replace(/^\^/, '').replace(/\$$/, ''));
    if (!one) return undefined;
    options.push(one);
  }
  return (value) => options.some((matches) => matches(value));
}

/** Texts with `.*` and `.+` between them. */
function alternative(option: string): Matcher | undefined {
  const parts = option.split(/(\.[*+])/);
  const texts = parts.filter((_, n) => n % 2 === 0).map((part) => part.replaceAll('\\.', '.'));
  if (texts.some((part) => /[\\*+?()[\]{}^$]/.test(part))) return undefined;
  const least = parts.filter((_, n) => n % 2 === 1).map((gap) => (gap === '.+' ? 1 : 0));
  return (value) => {
    let at = 0;
    for (const [n, text] of texts.entries()) {
      const from = at + (n > 0 ? least[n - 1]! : 0);
      if (n === texts.length - 1 && n > 0) {
        const last = value.length - text.length;
        return last >= from && value.endsWith(text);
      }
      const found = n === 0 ? (value.startsWith(text) ? 0 : -1) : value.indexOf(text, from);
      if (found < 0) return false;
      at = found + text.length;
    }
    return at === value.length;
  };
}

/** Whether a selector of labels (`a=b,c in (d,e),!f`) chooses these; `undefined` for a selector that is not read. */
export function labelSelector(text: string): ((labels: ReadonlyMap<string, string>) => boolean) | undefined {
  const tests: ((labels: ReadonlyMap<string, string>) => boolean)[] = [];
  for (const part of text.split(/,(?![^(]*\))/).map((one) => one.trim())) {
    if (part === '') continue;
    const compared = /^([^\s=!()]+)\s*(==?|!=)\s*([^\s=!()]*)$/.exec(part);
    const listed = /^([^\s=!()]+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(part);
    const exists = /^(!?)\s*([^\s=!()]+)$/.exec(part);
    if (compared) {
      const [, key = '', sign, value = ''] = compared;
      tests.push((labels) => (labels.get(key) === value) === (sign !== '!='));
    } else if (listed) {
      const [, key = '', word, list = ''] = listed;
      const values = new Set(list.split(',').map((one) => one.trim()));
      tests.push((labels) => values.has(labels.get(key) ?? '\n') === (word === 'in'));
    } else if (exists) {
      const [, not, key = ''] = exists;
      tests.push((labels) => labels.has(key) === (not === ''));
    } else return undefined;
  }
  return (labels) => tests.every((test) => test(labels));
}
