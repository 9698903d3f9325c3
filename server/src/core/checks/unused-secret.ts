/** Secrets that nothing reads: a default that is always replaced, a feature or a protection that is off, a stage that is not shipped. */
import type { Stage } from '../dockerfile/model.ts';
import { readEnvFile } from '../env/read.ts';
import type { Context } from '../rule/rule.ts';
import type { SiteHit } from '../secrets/hits.ts';
import type { SecretSite } from '../secrets/sites/site.ts';
import { posix } from '../text/paths.ts';
import { gitIgnores } from '../workspace/git-ignores.ts';
import { isForMock, isUnguarded, startsForDevelopers } from './guards-nothing.ts';

/** The variable whose default the site is, as in `${NAME:-value}`, in the text of a Compose file; `undefined` if it is none. */
export function fallbackOf({ owner, at }: SecretSite, text: string): string | undefined {
  if (owner.in !== 'compose') return undefined;
  return /\$\{([A-Za-z_]\w*):?-["']?$/.exec(text.slice(Math.max(0, at.start - LONGEST_NAME), at.start))?.[1];
}

const LONGEST_NAME = 130;

/** Whether the service of the secret lets everyone in without it: a fix would move a value that nobody asks for. */
export function isUnasked({ owner, name, kind }: SecretSite): boolean {
  const container =
    owner.in === 'container' ? owner.container : owner.in === 'compose' ? owner.service?.container : undefined;
  return container !== undefined && name !== undefined && kind !== 'command' && isUnguarded(name, container);
}

/** Whether the file itself, or the `.env` beside it, shows that nothing reads the secret. */
export function isNeverUsed(site: SecretSite, { hit, at }: SiteHit, ctx: Context): boolean {
  const { owner } = site;
  if (owner.in === 'dockerfile') {
    // A builder's placeholder lasts for the build. One of high confidence is in the repository all the same.
    const isPlaceholder = hit.kind === 'weak-default' || hit.confidence !== 'high';
    const isVariable = site.kind === 'env' || site.kind === 'arg';
    return isVariable && isPlaceholder && owner.stage !== undefined && isOnlyCopied(owner.stage, ctx);
  }
  const container =
    owner.in === 'container' ? owner.container : owner.in === 'compose' ? owner.service?.container : undefined;
  if (container && site.name !== undefined && site.kind !== 'command') {
    if (
      isUnguarded(site.name, container) ||
      isForMock(site.name, container, ctx.unit) ||
      startsForDevelopers(container)
    )
      return true;
  }
  const variable = fallbackOf(site, ctx.unit.text);
  if (variable !== undefined && isSetBeside(variable, ctx)) return true;
  return isYaml(ctx.unit.kind) && isSwitchedOff(ctx.unit.text, at.start);
}

/** Whether a stage is none of an image: the final one copies from it, and no stage that continues it may be built for itself. */
function isOnlyCopied(stage: Stage, { unit }: Context): boolean {
  if (unit.kind !== 'dockerfile') return false;
  const continued = new Set<Stage>([stage]);
  for (const one of unit.dockerfile.stages)
    if (one.source.kind === 'stage' && continued.has(one.source.stage)) continued.add(one);
  return [...continued].every(({ final, reachable }) => reachable && !final);
}

/** Whether the `.env` beside a Compose file sets the variable, and comes with the repository. */
function isSetBeside(variable: string, { unit, workspace }: Context): boolean {
  const path = posix.join(posix.dirname(unit.path), '.env');
  const text = workspace.text(path);
  if (!text?.includes(variable) || gitIgnores(workspace, path)) return false;
  return readEnvFile(text).variables.some(({ name, value }) => name === variable && value !== '');
}

const isYaml = (kind: Context['unit']['kind']): boolean => kind !== 'dockerfile' && kind !== 'env';

/** Lines before and after a secret that may belong to its map. */
const NEAR = 60;

/** Whether settings name a Secret beside the value at `offset`, which is read in its place. */
export const isReadInstead = ({ kind, text }: Context['unit'], offset: number): boolean =>
  kind === 'settings' && hasLineBeside(text, offset, INSTEAD);

/** Whether the map of the line at `offset` says `enabled: false`. */
export const isSwitchedOff = (text: string, offset: number): boolean => hasLineBeside(text, offset, OFF);

/** Whether a line of the map of the line at `offset` is like `line`. Reads the text, as the map may be inside of a block scalar. */
function hasLineBeside(text: string, offset: number, line: RegExp): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text
    .slice(Math.max(0, start - NEAR * LONGEST_LINE), start)
    .split('\n')
    .slice(-NEAR - 1, -1)
    .reverse();
  const [own = '', ...after] = text.slice(start, start + NEAR * LONGEST_LINE).split('\n', NEAR);
  const column = indent(own);
  return [before, after].some((lines) => {
    for (const one of lines) {
      if (/^\s*(?:#|$)/.test(one)) continue;
      const at = indent(one);
      if (at < column) return false;
      if (at === column && line.test(one)) return true;
      if (/^\s*- /.test(one) && at === column) return false;
    }
    return false;
  });
}

const LONGEST_LINE = 100;
const OFF = /^\s*["']?enabled?["']?\s*:\s*["']?(?:false|no|off)["']?,?\s*(?:#.*)?$/i;
/** A Secret that a chart reads in place of the values beside it: `existingSecret: shop-db`. Its key (`existingSecretPasswordKey`) says nothing. */
const INSTEAD =
  /^\s*["']?(?:existing_?\w*secret(?:_?(?:name|ref))?|(?:password_?)?secret_?(?:key_?)?ref)["']?\s*:\s*["']?(?!null\b|~)[A-Za-z0-9]/i;
const indent = (line: string): number => line.length - line.trimStart().length;
