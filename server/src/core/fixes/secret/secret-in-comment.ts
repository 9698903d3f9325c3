/** The Secret that a comment says to create for a variable. */

const COMMAND = /\bkubectl\s+create\s+secret\s+generic\s+([a-z0-9][a-z0-9.-]*)((?:\s+-[^\n]*)?)/;
const KEY = /--from-(?:literal|file)[=\s]["']?([\w.-]+)=/g;

/**
 * The name and the key in a `kubectl create secret generic NAME --from-literal=KEY=…` of the comments of a variable; 'other' if the command does
 * not say which of its keys is meant, `undefined` without a command. `comments`: one a line, without their `#`.
 */
export function secretInComment(
  comments: readonly string[],
  variable: string,
): { readonly name: string; readonly key: string } | 'other' | undefined {
  const text = comments.join('\n').replace(/\\\n/g, ' ');
  const [, name, options = ''] = COMMAND.exec(text) ?? [];
  if (name === undefined) return undefined;
  const keys = [...options.matchAll(KEY)].map(([, key = '']) => key);
  const key = keys.length === 1 ? keys[0] : keys.find((one) => one === variable);
  return key === undefined ? 'other' : { name, key };
}
