import { defaultUser } from '../image/knowledge/user/default-user.ts';
import type { ImageReference } from '../image/reference.ts';
import { findAccount } from './accounts.ts';
import { expand, type Lookup } from './expand.ts';
import type { EffectiveUser, Instruction, Stage } from './model.ts';

/** A USER instruction with what it says after expansion. */
export interface UserChange {
  readonly instruction: Instruction;
  /** The stage in which it acts: that of a trigger is the stage FROM the one where it stands. */
  readonly stage: Stage;
  /** `undefined`: not known. */
  readonly user: string | undefined;
  readonly group: string | undefined;
}

/**
 * Reads USER's argument: `user[:group]`. Its first word only: Docker has no trailing comments, but `USER root # why` means root.
 * `undefined` without an argument: the build fails then.
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
  // The group may be what is not known.
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

/** All that the user after a USER instruction may depend on. */
export interface Chain {
  readonly windows: boolean;
  /** The image at the root of the stage chain. */
  readonly image: ImageReference | undefined;
  /** RUN and other instructions of the chain up to there, in the order in which they run. */
  instructions(): readonly Instruction[];
}

/** Who `change` makes the stage run as. */
export function userOf(change: UserChange, chain: Chain): EffectiveUser {
  const { instruction, stage, group } = change;
  const origin = { kind: 'instruction', instruction, stage } as const;
  if (change.user === undefined) return { verdict: 'unknown', user: undefined, group, uid: undefined, origin };
  if (chain.windows) return { verdict: windowsVerdict(change.user), user: change.user, group, uid: undefined, origin };
  // An empty name puts back the default, which is root (runc, `GetExecUser`).
  const user = change.user;
  const uid = uidOf(user, chain);
  return { verdict: uid === 0 ? 'root' : 'non-root', user, group, uid, origin };
}

function uidOf(user: string, chain: Chain): number | undefined {
  if (/^[+-]?0+$/.test(user) || user === 'root' || user === '') return 0;
  if (/^\+?\d{1,10}$/.test(user)) return Number(user);
  const made = findAccount(user, chain.instructions());
  if (made) return made.uid;
  const known = chain.image && defaultUser(chain.image);
  return known?.user === 'non-root' && known.name === user ? known.uid : undefined;
}

/** Source: Microsoft's "Secure Windows containers": ContainerUser has no privileges, ContainerAdministrator all. */
function windowsVerdict(user: string): EffectiveUser['verdict'] {
  const name = user.slice(user.lastIndexOf('\\') + 1).toLowerCase();
  if (name === 'containeradministrator' || name === 'administrator' || name === 'system') return 'root';
  return name === 'containeruser' ? 'non-root' : 'unknown';
}

/** Who runs a stage whose chain has no USER. */
export function defaultOf(root: Stage, windows: boolean): EffectiveUser {
  const nobody = { user: undefined, group: undefined, uid: undefined };
  const { source } = root;
  if (source.kind === 'scratch') return { ...nobody, verdict: 'root', uid: 0, origin: { kind: 'scratch' } };
  if (source.kind !== 'image') return { ...nobody, verdict: 'unknown', origin: { kind: 'unknown' } };
  const origin = { kind: 'image', reference: source.reference } as const;
  const known = defaultUser(source.reference);
  if (windows) {
    const nano = /nanoserver/.test(`${source.reference.repository}:${source.reference.tag ?? ''}`);
    return { ...nobody, verdict: known?.user ?? (nano ? 'non-root' : 'root'), origin };
  }
  if (!known) return { ...nobody, verdict: 'unknown', origin };
  if (known.user === 'root') return { ...nobody, verdict: 'root', user: 'root', uid: 0, origin };
  return {
    verdict: 'non-root',
    user: known.name ?? known.uid?.toString(),
    group: known.gid?.toString(),
    uid: known.uid,
    origin,
  };
}
