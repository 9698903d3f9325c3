import { secretName } from './names.ts';

const known = new Map<string, boolean>();
/** Names and keys are few and repeat often. The cache is cleared beyond this number. */
const MOST = 5000;

/** Whether a name announces a secret: `secretName` with a cache, for callers that check every name. */
export function namesSecret(name: string): boolean {
  let answer = known.get(name);
  if (answer === undefined) {
    if (known.size >= MOST) known.clear();
    answer = secretName(name) !== undefined;
    known.set(name, answer);
  }
  return answer;
}
