import { defaultUser, uidOfName } from '../image/knowledge/user/default-user.ts';
import type { ImageReference } from '../image/reference.ts';
import { findAccount } from './accounts.ts';
import { expand, type Lookup } from './expand.ts';
import type { EffectiveUser, Instruction, Stage } from './model.ts';

/** A USER instruction with its user and group after expansion. */
export interface UserChange {
  readonly instruction: Instruction;
  /** The stage whose user it changes. A trigger (ONBUILD) changes the user of the stages FROM its own stage. */
  readonly stage: Stage;
  /** `undefined` when unknown. */
  readonly user: string | undefined;
  readonly group: string | undefined;
}

/**
 * Parses the argument of USER: `user[:group]`. Reads only the first word: Docker has no trailing comments, but the author of
 * `USER root # why` means root. `undefined` without an argument: the build then fails.
 */
export function userChange(
  instruction: Instruction,
  stage: Stage,
  escapeChar: string,
  lookup: Lookup,
): UserChange | undefined {
  const raw = instruction.args[0]?.text;
  if (raw === undefined) return undefined;
  const whole = expand(raw, escapeChar, lookup).text;
  if (whole !== undefined) return split(instruction, stage, whole);
  // Perhaps only the group is unknown.
  const colon = colonOutsideBraces(raw);
  const user = colon < 0 ? undefined : expand(raw.slice(0, colon), escapeChar, lookup).text;
  return { instruction, stage, user: user?.includes(':') ? undefined : user, group: undefined };
}

function split(instruction: Instruction, stage: Stage, text: string): UserChange {
  const colon = text.indexOf(':');
  return colon < 0
    ? { instruction, stage, user: text, group: undefined }
    : { instruction, stage, user: text.slice(0, colon), group: text.slice(colon + 1) };
}

function colonOutsideBraces(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}') depth--;
    else if (text[i] === ':' && depth <= 0) return i;
  }
  return -1;
}

/** The facts that decide the user after a USER instruction. */
export interface Chain {
  readonly windows: boolean;
  /** The image at the root of the chain of stages. */
  readonly image: ImageReference | undefined;
  /** The instructions of the chain before the USER instruction, in the order in which they run. */
  instructions(): readonly Instruction[];
}

/** The user of the stage after `change`. */
export function userOf(change: UserChange, chain: Chain): EffectiveUser {
  const { instruction, stage, group } = change;
  const origin = { kind: 'instruction', instruction, stage } as const;
  if (change.user === undefined) return { verdict: 'unknown', user: undefined, group, uid: undefined, origin };
  if (chain.windows) return { verdict: windowsVerdict(change.user), user: change.user, group, uid: undefined, origin };
  // An empty name restores the default, which is root (runc, `GetExecUser`).
  const user = change.user;
  const uid = uidOf(user, chain);
  return { verdict: uid === 0 ? 'root' : 'non-root', user, group, uid, origin };
}

function uidOf(user: string, chain: Chain): number | undefined {
  if (/^[+-]?0+$/.test(user) || user === 'root' || user === '') return 0;
  if (/^\+?\d{1,10}$/.test(user)) return Number(user);
  const made = findAccount(user, chain.instructions());
  if (made) return made.uid;
  return chain.image && uidOfName(chain.image, user);
}

/** Source: Microsoft, "Secure Windows containers": ContainerUser has no privileges, ContainerAdministrator has all. */
function windowsVerdict(user: string): EffectiveUser['verdict'] {
  const name = user.slice(user.lastIndexOf('\\') + 1).toLowerCase();
  if (name === 'containeradministrator' || name === 'administrator' || name === 'system') return 'root';
  return name === 'containeruser' ? 'non-root' : 'unknown';
}

/** The user of a stage whose chain has no USER. */
export function defaultOf(root: Stage, windows: boolean): EffectiveUser {
  const unknownUser = { user: undefined, group: undefined, uid: undefined };
  const { source } = root;
  if (source.kind === 'scratch') return { ...unknownUser, verdict: 'root', uid: 0, origin: { kind: 'scratch' } };
  if (source.kind !== 'image') return { ...unknownUser, verdict: 'unknown', origin: { kind: 'unknown' } };
  const origin = { kind: 'image', reference: source.reference } as const;
  const known = defaultUser(source.reference);
  if (windows) {
    const nano = /nanoserver/.test(`${source.reference.repository}:${source.reference.tag ?? ''}`);
    return { ...unknownUser, verdict: known?.user ?? (nano ? 'non-root' : 'root'), origin };
  }
  if (!known) return { ...unknownUser, verdict: 'unknown', origin };
  if (known.user === 'root') return { ...unknownUser, verdict: 'root', user: 'root', uid: 0, origin };
  return {
    verdict: 'non-root',
    user: known.name ?? known.uid?.toString(),
    group: known.gid?.toString(),
    uid: known.uid,
    origin,
  };
}
