/** Turns a build argument with a secret into a build secret, in the Dockerfile and in every Compose file that builds it. */

import type { Variable } from '../../dockerfile/model.ts';
import type { Service } from '../../domain/compose.ts';
import type { EnvVariable } from '../../domain/container.ts';
import type { ComposeFileUnit, DockerfileUnit } from '../../domain/unit.ts';
import { type Effect, inFile } from '../../rule/effect.ts';
import type { Change, Context, Fix } from '../../rule/rule.ts';
import { isWeakDefault } from '../../secrets/detect/weak.ts';
import { posix } from '../../text/paths.ts';
import { lens } from '../../yaml/lens.ts';
import { adds, either, removes, removesVariable } from '../effect.ts';
import { fix } from '../fix.ts';
import { type EditStep, sequentialEdits } from '../sequential-edits.ts';
import { type BuildSecret, defined, granted, withoutArgument } from './compose-build-secret.ts';
import { type Dotenvs, dotenvs, extractSecretFix, namesFor } from './dotenv-and-gitignore.ts';
import { inFolder } from './dotenv-text.ts';
import { otherPlaces, staysInUse, withPlaces } from './elsewhere.ts';
import { otherReaderNotes } from './env-readers.ts';
import { definitionsOf, type Mounting, mounting, secretId } from './mount.ts';

/** The fix for a variable of a Dockerfile, literal or not. Empty if a Compose file that builds it cannot be changed to match. */
export function mountFixes(ctx: Context, unit: DockerfileUnit, variable: Variable, literal: boolean): Fix[] {
  const { name } = variable;
  // In all stages or in none: a build takes the value as an argument or as a secret.
  const own = mounting(unit.dockerfile, definitionsOf(unit.dockerfile, name));
  if (!own) return [];
  const plan = (): Plan | undefined => planOf(ctx, unit, name, own);
  const first = plan();
  if (!first) return [];
  const command = `\`docker build --secret id=${secretId(name)},env=${name}\``;
  const verb = first.compose.length > 1 ? 'take' : 'takes';
  const title =
    own.mounts === 0
      ? `Remove \`${name}\`, which nothing reads`
      : first.compose.length === 0
        ? `Mount it as a build secret: ${command}`
        : `Mount it as a build secret, which ${named(first.compose)} ${verb} from \`${first.env}\``;
  return [offered(title, literal, first, () => plan()?.changes ?? [])];
}

/** The fix for an argument that a Compose service passes to a build, if its Dockerfile is in the workspace. */
export function passedFixes(ctx: Context, service: Service, arg: EnvVariable, literal: boolean): Fix[] {
  const { name } = arg;
  const located = ctx.workspace
    .of('service')
    .find((s) => s.whole.unit.path === ctx.unit.path && s.fact.name === service.name);
  const path = located?.fact.build?.dockerfile;
  if (path === undefined) return [];
  const plan = (): Plan | undefined => {
    const unit = ctx.workspace.dockerfile(path)?.place.unit;
    if (unit?.kind !== 'dockerfile') return undefined;
    const own = mounting(unit.dockerfile, definitionsOf(unit.dockerfile, name));
    return own && planOf(ctx, unit, name, own, service);
  };
  const first = plan();
  if (!first) return [];
  const title =
    first.mounts === 0
      ? `Remove \`${name}\`, which nothing in \`${path}\` reads`
      : `Mount it as a build secret in \`${path}\`, taken from \`${first.env}\``;
  return [offered(title, literal, first, () => plan()?.changes ?? [])];
}

/** An argument that was only passed on was never in the repository, so it needs no rotation. */
const offered = (title: string, literal: boolean, { moved, notes, effect }: Plan, change: Fix['change']): Fix =>
  literal || moved
    ? extractSecretFix(title, change, effect, false, notes)
    : fix(title, 'review', change, effect, notes);

/** One or two paths, or the first and the number of the others. */
function named(paths: readonly string[]): string {
  const [first = '', second = ''] = paths;
  if (paths.length < 3) return paths.length === 1 ? `\`${first}\`` : `\`${first}\` and \`${second}\``;
  return `\`${first}\` and ${paths.length - 1} other files`;
}

interface Plan {
  readonly changes: readonly Change[];
  readonly effect: readonly Effect[];
  readonly mounts: number;
  /** Compose files that change. */
  readonly compose: readonly string[];
  /** The variable that `docker compose` reads for the requested service, or for the first one. */
  readonly env: string;
  /** A literal moves from a Compose file or the Dockerfile to `.env`. */
  readonly moved: boolean;
  /** Manual steps that remain. */
  readonly notes: readonly string[];
}

/** The changes of one Compose file. */
interface Part {
  readonly steps: EditStep[];
  readonly secrets: BuildSecret[];
}

/** All edits of all files; `undefined` if a Compose file cannot be edited. `about`: the service that offers the fix. */
function planOf(ctx: Context, unit: DockerfileUnit, name: string, own: Mounting, about?: Service): Plan | undefined {
  const kept = dotenvs(ctx.workspace);
  const parts = new Map<ComposeFileUnit, Part>();
  const builders: Effect[] = [];
  let env: string | undefined;
  for (const { compose, service, arg } of buildersOf(ctx, unit, name)) {
    if (!service || compose?.kind !== 'compose' || compose.compose.legacy) return undefined;
    const part = parts.get(compose) ?? { steps: [], secrets: [] };
    parts.set(compose, part);
    if (own.mounts > 0) {
      const literal = literalIn(unit, name);
      const variable = arg || literal ? envOf(compose, service, arg, literal, { name, kept }) : part.secrets[0]?.env;
      if ((arg || literal) && variable === undefined) return undefined;
      const secret = namedSecret(compose, service, secretId(name), variable ?? name, part.secrets);
      if (!secret) return undefined;
      if (env === undefined || service.node === about?.node) env = secret.env;
      part.secrets.push(secret);
      part.steps.push(granted(service.name, secret), defined(secret));
    }
    if (arg) part.steps.push(withoutArgument(service.name, name));
    if (arg || own.mounts > 0) builders.push(...inFile(compose.path, [buildsWithSecret(service, name)]));
  }
  const changes: Change[] = [{ unit, edits: own.edits }];
  for (const [compose, { steps }] of parts) {
    const edits = sequentialEdits(compose.yaml, steps);
    if (!edits) return undefined;
    if (edits.length > 0) changes.push({ unit: compose, edits });
  }
  const paths = [...new Set([...parts.keys()].map((u) => u.path))];
  const moved = kept.hasValues();
  const isArgument = definitionsOf(unit.dockerfile, name).some((v) => v.kind === 'ARG');
  const files = [...new Set(paths.map((p) => inFolder(posix.dirname(p), '.env')))];
  const otherReaders = moved
    ? [...new Set(files.flatMap((file) => otherReaderNotes(ctx.workspace, ctx.unit, file)))]
    : [];
  const value = literalIn(unit, name);
  const secret = { value: value ?? '', name };
  const left = value === undefined ? [] : otherPlaces(ctx, secret, changes);
  if (staysInUse(ctx, left)) return undefined;
  const notes = withPlaces(secret, left, [
    ...otherReaders,
    ...kept.notes(),
    ...(isArgument && own.mounts > 0 ? [noLongerRead(name)] : []),
  ]);
  const inDockerfile = [
    ...definitionsOf(unit.dockerfile, name).flatMap((v) => removesVariable(unit.dockerfile, v)),
    ...(own.mounts > 0 ? [adds(['stage *', 'instructions', 'RUN *', 'mounts'])] : []),
  ];
  const effect = [...inFile(unit.path, inDockerfile), ...builders, ...kept.effects()];
  return {
    changes: [...changes, ...kept.changes()],
    effect,
    mounts: own.mounts,
    compose: paths,
    env: env ?? name,
    moved,
    notes,
  };
}

const noLongerRead = (name: string): string =>
  `\`--build-arg ${name}\` is no longer read: builds elsewhere need \`--secret id=${secretId(name)},env=${name}\``;

/** The service's build gets a secret instead of an argument. The secret may be there already. */
const buildsWithSecret = ({ container }: Service, argument: string): Effect =>
  either(removes(container, 'build', 'args', argument), adds(container, 'build', 'secrets'), adds(['secrets']));

/** The services that build a Dockerfile, first those that pass the argument; the others are changed in the same way. */
function buildersOf(ctx: Context, unit: DockerfileUnit, name: string) {
  const all = ctx.workspace.servicesBuilding(unit.path).map(({ fact, whole }) => {
    const compose = whole.unit.path === ctx.unit.path ? ctx.unit : whole.unit;
    const service = compose.kind === 'compose' ? compose.compose.services.find((s) => s.name === fact.name) : undefined;
    return { compose, service, arg: service?.build?.args.find((a) => a.name === name) };
  });
  return [...all.filter((b) => b.arg), ...all.filter((b) => !b.arg)];
}

/** The literal that the Dockerfile assigns to the variable. */
function literalIn(unit: DockerfileUnit, name: string): string | undefined {
  const raw = definitionsOf(unit.dockerfile, name).find((v) => v.raw !== undefined && v.raw !== '')?.raw;
  return raw === undefined || raw.includes('$') ? undefined : raw.replace(/^(["'])([\s\S]*)\1$/, '$2');
}

/**
 * The environment variable that holds the build secret; a literal moves to `.env`. `undefined` if the value combines several
 * variables.
 */
function envOf(
  { path }: ComposeFileUnit,
  service: Service,
  arg: EnvVariable | undefined,
  literal: string | undefined,
  { name, kept }: { readonly name: string; readonly kept: Dotenvs },
): string | undefined {
  if (arg?.dynamic) {
    const variable = /^\$(?:(\w+)|\{(\w+)(?::?\?[^${}]*|:?-)?\})$/.exec(arg.value ?? '');
    return variable?.[1] ?? variable?.[2];
  }
  const value = arg?.value || (arg ? undefined : literal);
  if (!value) return name;
  if (/[\0\r\n]/.test(value)) return undefined;
  const names = namesFor(name, service.name);
  // A well-known password is not worth keeping.
  return kept.keep(posix.dirname(path), names, isWeakDefault(value) ? undefined : value);
}

/** The secret under the Dockerfile's id, or under another name if the top level defines that id differently. */
function namedSecret(
  { compose }: ComposeFileUnit,
  service: Service,
  id: string,
  env: string,
  others: readonly BuildSecret[],
): BuildSecret | undefined {
  const same = others.find((s) => s.env === env);
  if (same) return same;
  const known = (source: string): string | undefined => {
    const there = lens(compose.secrets).get(source);
    return others.find((s) => s.source === source)?.env ?? (there.node && (there.get('environment').text ?? ''));
  };
  const source = [id, `${service.name}_${id}`].find((s) => (known(s) ?? env) === env);
  return source === undefined ? undefined : { id, source, env };
}
