import { secretName } from './names.ts';

const known = new Map<string, boolean>();
/** Names and keys are few and come again and again; more than these are forgotten. */
const MOST = 5000;

/** Whether a name says that it holds a secret: `secretName` for those who ask it of every name there is. */
export function namesSecret(name: string): boolean {
  let answer = known.get(name);
  if (answer === undefined) {
    if (known.size >= MOST) known.clear();
    answer = secretName(name) !== undefined;
    known.set(name, answer);
  }
  return answer;
}
