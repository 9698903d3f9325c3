/** Moves a literal secret of a Compose file to `.env`, and replaces every occurrence of the same value. */

import type { Service } from '../../domain/compose.ts';
import type { EnvVariable } from '../../domain/container.ts';
import type { ComposeFileUnit } from '../../domain/unit.ts';
import { variableReaders } from '../../domain/variable-readers.ts';
import { mayWrite } from '../../platform/platform.ts';
import type { Effect } from '../../rule/effect.ts';
import type { Change, Context, Fix } from '../../rule/rule.ts';
import { isWeakDefault } from '../../secrets/detect/weak.ts';
import type { YamlUnit } from '../../yaml/node.ts';
import { isShared } from '../../yaml/walk.ts';
import { changes, either } from '../effect.ts';
import { inPlaces } from '../fix.ts';
import { isLogin, makesAccount } from './account.ts';
import { startNotes, unset } from './compose-start.ts';
import { dotenvs, extractSecretFix, folderOf, namesFor, variableName } from './dotenv-and-gitignore.ts';
import { inDotenv, inFolder } from './dotenv-text.ts';
import { otherPlaces, staysInUse, withPlaces } from './elsewhere.ts';
import { isReadBeside, otherReaderNotes } from './env-readers.ts';
import type { OtherPlace } from './other-place.ts';
import { type ServiceNames, serviceNames, targetOf } from './password-target.ts';
import { isThisMachine, mayBeOnePassword } from './same-secret.ts';
import { isRepeated, type Spot, spotsIn, written } from './spots.ts';

/** A reference that fails if the variable is not set. */
export const requiredVariable = (name: string): string => `\${${name}:?${name} is not set}`;

/** The fix, if possible, and whether unrelated services get the value too. */
interface InDotenv {
  readonly fixes: Fix[];
  readonly shared: boolean;
  /** Other services hold the same secret, and the fix moves theirs too. */
  readonly inOthers?: boolean;
}

interface Plan {
  readonly name: string;
  readonly changes: Change[];
  readonly effect: readonly Effect[];
  /** Services that get the value without needing it. */
  readonly otherReaders: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Writes `${NAME:?…}` at every place of the secret, and `NAME=value` into the `.env` beside the Compose file, which `docker compose`
 * reads. Impossible where the platform does not read `.env`.
 */
export function dotenvFix(ctx: Context, unit: ComposeFileUnit, spot: Spot): InDotenv {
  if (!mayWrite(unit.compose.platform, 'dotEnv')) return { fixes: [], shared: false };
  const weak = isWeakDefault(spot.value);
  const all = spotsIn(unit);
  const services = serviceNames(unit.compose.services);
  const spots = sameAs(spot, all, weak, services);
  const equal = weak ? all.filter((s) => s.value === spot.value && !isAmong(spots, s)) : [];
  const own = nameFor(spot, spots, targetOf(spot, services));
  const names = namesFor(own, spot.service.name).filter((n) => isFree(ctx, unit, n) && !isOthers(unit, n, spots));
  const plan = (): Plan | undefined => {
    const kept = dotenvs(ctx.workspace);
    const name = kept.keep(folderOf(ctx), names, weak ? undefined : spot.value);
    const edits = name === undefined ? [] : written(unit.yaml, spots, requiredVariable(name));
    if (name === undefined || edits.length === 0) return undefined;
    const services = spots.map((s) => s.service);
    const otherReaders = otherReaderNotes(ctx.workspace, unit, inFolder(folderOf(ctx), '.env'), services);
    // Everyone reads the value that they read before, except where a password is to be chosen.
    const effect = [...kept.effects(), ...(weak ? spots.map((s) => changesSpot(unit.yaml, s)) : [])];
    return { name, changes: [...edits, ...kept.changes()], effect, otherReaders, notes: kept.notes() };
  };
  const first = plan();
  if (!first) return { fixes: [], shared: false };
  const secret = { value: spot.value, name: own, hosts: hostsOf(targetOf(spot, services), services) };
  const left = otherPlaces(ctx, secret, first.changes);
  // A new password must reach everyone who logs in with the old one.
  if (weak && left.some((place) => isReader(place, unit, first.name))) return { fixes: [], shared: false };
  if (equal.some((s) => mayBeSame(spot, s, services))) return { fixes: [], shared: false };
  if (staysInUse(ctx, left)) return { fixes: [], shared: false };
  const elsewhere = weak ? left.filter((place) => place.path !== unit.path) : left;
  const places = inPlaces(spots.length);
  const title = weak
    ? `Ask for \`${first.name}\` in \`.env\`${places}, and choose a password there`
    : `Move the value to \`.env\` as \`${first.name}\`${places}, and fail where it is not set`;
  const notes = withPlaces(secret, elsewhere, [
    ...first.otherReaders,
    ...first.notes,
    ...startNotes(ctx.workspace, unit.path, unset([first.name])),
    ...equalNotes(equal),
  ]);
  const fixes = [extractSecretFix(title, () => plan()?.changes ?? [], first.effect, weak, notes)];
  const inOthers = spots.some((s) => s.service !== spot.service);
  return { fixes, shared: first.otherReaders.length > 0, inOthers };
}

/** The names under which a service is reached. */
export const hostsOf = (service: string, services: ServiceNames): string[] => [
  service,
  ...[...services].flatMap(([name, of]) => (of === service ? [name] : [])),
];

/**
 * Whether a program logs in with a password that stays at the place: one in a URL of this file, in an environment file, or in a connection string
 * of another one. A line for `name` is where the password is set.
 */
export const isReader = (
  { path, host, name, unused, unit: of }: OtherPlace,
  unit: ComposeFileUnit,
  variable: string,
): boolean => {
  if (unused) return false;
  if (path === unit.path) return host !== undefined;
  if (of?.kind === 'env') return name !== variable;
  return host !== undefined && isThisMachine(host) && of !== undefined && of.kind !== 'compose';
};

/** Whether another service has the password under a name of the same program, and nothing says which service it opens. */
const mayBeSame = (spot: Spot, other: Spot, services: ServiceNames): boolean =>
  other.service !== spot.service &&
  other.variable !== undefined &&
  targetOf(other, services) === other.service.name &&
  !makesAccount(other.variable) &&
  mayBeOnePassword(spot.variable?.name ?? '', other.variable.name);

const isAmong = (spots: readonly Spot[], { node, within }: Spot): boolean =>
  spots.some((s) => s.node === node && s.within.start === within.start);

/** Says where else the old value stands: it may be the same password, which the fix cannot know. */
function equalNotes(equal: readonly Spot[]): string[] {
  const places = new Set(
    equal.map(({ service, variable }) => `\`${service.name}\`${variable ? ` (\`${variable.name}\`)` : ''}`),
  );
  if (places.size === 0) return [];
  return [
    `Check ${[...places].join(', ')}: the same value stands there, and has to change too if it is the same password`,
  ];
}

/**
 * The spots that hold the same secret, `spot` first. Two variables of one service may be two accounts with equal passwords, so they
 * stay apart; three and more are one password that the service needs in several places. A well-known password occurs in unrelated places, but the one in a URL belongs to the service that the URL addresses. Variables
 * with the same name change together, and so does what belongs to their services.
 */
function sameAs(spot: Spot, all: readonly Spot[], weak: boolean, services: ServiceNames): Spot[] {
  const isNamesake = (s: Spot): boolean => s.whole && spot.whole && s.variable?.name === spot.variable?.name;
  const alike = all.filter((s) => s.value === spot.value && s.service !== spot.service && isNamesake(s));
  const targets = new Set([spot, ...alike].map((s) => targetOf(s, services)));
  const made = all.flatMap(({ value, service, variable, whole }) =>
    value === spot.value && whole && variable && makesAccount(variable) ? [{ service, variable }] : [],
  );
  for (const one of made) if (isLogin(spot, [one])) targets.add(one.service.name);
  const ofTargets = made.filter(({ service }) => targets.has(service.name));
  const logsIn = (s: Spot): boolean =>
    [s.service.name, ...targets].includes(targetOf(s, services)) && isLogin(s, ofTargets);
  const belongs = (s: Spot): boolean => targets.has(targetOf(s, services)) || logsIn(s);
  const together = isRepeated(spot, all);
  const others = all.filter(
    (s) =>
      s.value === spot.value &&
      (s.node !== spot.node || s.within.start !== spot.within.start) &&
      (s.service === spot.service
        ? (together || !(s.whole && spot.whole)) && (!weak || belongs(s))
        : !weak || belongs(s) || isNamesake(s)),
  );
  const accounts = new Map<Service, Set<string | undefined>>();
  for (const s of others.filter((o) => o.whole))
    accounts.set(s.service, (accounts.get(s.service) ?? new Set()).add(s.variable?.name));
  const isMeant = (s: Spot): boolean => {
    if (together && s.service === spot.service) return true;
    const [first, ...more] = accounts.get(s.service) ?? [];
    if (!s.whole || more.length === 0 || isNamesake(s) || logsIn(s)) return true;
    return s.service === spot.service && s.variable?.name === first;
  };
  return [spot, ...others.filter(isMeant)];
}

/** The value at a spot: of a variable, or in a command or label of its service. Aliases and merge keys bring it into other services. */
function changesSpot(unit: YamlUnit, { service: { container }, variable, node }: Spot): Effect {
  const part = isShared(unit, node) ? ['service *'] : container;
  if (variable) return changes(part, 'environment', variable.name);
  return either(...['command', 'entrypoint', 'healthcheck', 'labels', 'annotations'].map((key) => changes(part, key)));
}

/**
 * The name for the variable: that of the service to which the password belongs, else its own name, else the name of a variable with the same
 * value, else a name from its place and kind.
 */
function nameFor(spot: Spot, spots: readonly Spot[], target: string): string {
  const { service, variable, hit } = spot;
  const elsewhere = spots.filter((s) => s.whole && s.variable);
  const of = (name: string): Spot | undefined => elsewhere.find((s) => s.service.name === name);
  if (spot.whole && variable) {
    const owner = target === service.name ? undefined : of(target)?.variable;
    return variableName((owner ?? variable).name);
  }
  const found = of(service.name) ?? of(target) ?? elsewhere[0];
  if (found?.variable) return variableName(found.variable.name);
  const what = hit.kind === 'url-credentials' || hit.kind === 'weak-default' ? 'password' : hit.what;
  const where = variable?.name.replace(/_?(?:CONNECTION_?STRING|CONN(?:ECTION)?|URL|URI|DSN)$/i, '') || service.name;
  return variableName(where, what).replace(/_+$/, '');
}

/** No Compose file of the folder must use the name already, unless `.env` defines it. */
function isFree(ctx: Context, unit: ComposeFileUnit, name: string): boolean {
  if (!/^[A-Z_]\w*$/i.test(name)) return false;
  const there = inDotenv(ctx.workspace.text(inFolder(folderOf(ctx), '.env')), name) !== undefined;
  return (
    there ||
    (!unit.compose.services.some(({ container }) => passes(container.env, name)) &&
      variableReaders(unit.yaml, name).length === 0 &&
      !isReadBeside(ctx.workspace, unit, name))
  );
}

/** Other services have another value under the name: each is a password of its own. */
const isOthers = ({ compose }: ComposeFileUnit, name: string, spots: readonly Spot[]): boolean =>
  compose.services.some((service) =>
    service.container.env.some(
      (v) =>
        v.name === name &&
        v.value !== undefined &&
        !v.dynamic &&
        !spots.some((s) => s.value === v.value || s.variable === v),
    ),
  );

/** A variable without a value gets the one of `.env`. */
const passes = (env: readonly EnvVariable[], name: string): boolean =>
  env.some((v) => v.name === name && v.value === undefined);
