/** `what` with `a` or `an`: `an AWS access key id`, `a GitHub token`, `an RSA private key`. */
export function withArticle(what: string): string {
  // Plural: no article.
  if (/(?<!s)s$/.test(what)) return what;
  const spelt = /^[AEFHILMNORSX](?=[A-Z0-9]|\b)/.test(what);
  return `${spelt || /^[aeio]|^npm|^[AEIO][a-z]/.test(what) ? 'an' : 'a'} ${what}`;
}
