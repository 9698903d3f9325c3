/** Moves a literal secret out of a Compose file: into a file that the container reads, or into `.env`. */

import { isMadeOfNames } from '../../checks/made-of-names.ts';
import { interpolate } from '../../compose/interpolate.ts';
import type { Service } from '../../domain/compose.ts';
import type { EnvVariable } from '../../domain/container.ts';
import type { ComposeFileUnit } from '../../domain/unit.ts';
import { isExampleFile } from '../../files/example-file.ts';
import { fileAddress, fileVariable } from '../../image/knowledge/variable/file-variables.ts';
import type { Change, Context, Fix } from '../../rule/rule.ts';
import { characterClasses, looksRandom } from '../../secrets/detect/entropy.ts';
import { hasKnownFormat } from '../../secrets/detect/hit.ts';
import { isWeakDefault } from '../../secrets/detect/weak.ts';
import type { SiteHit } from '../../secrets/hits.ts';
import type { SecretSite } from '../../secrets/sites/site.ts';
import { writtenValues } from '../../secrets/written-values.ts';
import type { TextEdit } from '../../text/span.ts';
import { isTracked } from '../../workspace/git-ignores.ts';
import { appendItem, setKey, setScalar } from '../../yaml/edit/edit.ts';
import type { YamlScalar, YamlUnit } from '../../yaml/node.ts';
import { isShared } from '../../yaml/walk.ts';
import { adds, ignores, removes, sets, writes } from '../effect.ts';
import { isForJobs, isRelativeToOther, startNotes } from './compose-start.ts';
import { dotenvFix } from './dotenv.ts';
import { extractSecretFix, folderOf, ignored, untracked } from './dotenv-and-gitignore.ts';
import { inFolder } from './dotenv-text.ts';
import { otherPlaces, staysIn, staysInUse, withPlaces } from './elsewhere.ts';
import { serviceNames } from './password-target.ts';
import { asksForVariables, isForDevelopers } from './required-variables.ts';
import { serviceFileFix } from './service-file.ts';
import { isRepeated, type Spot, spotOf, spotsIn } from './spots.ts';
import { defaultFix } from './variable-default.ts';

/** The fixes for a secret in the environment, a command or a label of a service, most reliable first. */
export function composeFixes(ctx: Context, unit: ComposeFileUnit, site: SecretSite, found: SiteHit): Fix[] {
  // The fixes write `.env` and other files beside the Compose file, and Git does not bring them.
  // An example is copied to another place first.
  if (isRelativeToOther(ctx.workspace, unit) || isForJobs(ctx.workspace, unit) || isExampleFile(unit.path)) return [];
  const variable = site.owner.in === 'compose' ? site.owner.variable : undefined;
  // People start the file with the password that stands in it, unless it is one that somebody was given: a new variable would be one more thing to set.
  const password = unit.text.slice(found.at.start, found.at.end);
  const mayAsk = (weak: boolean): boolean =>
    hasKnownFormat(found.hit) ||
    (!weak && isOfSomebody(password, site, ctx) && !isForDevelopers(unit)) ||
    asksForVariables(ctx, unit);
  const service = site.owner.in === 'compose' ? site.owner.service : undefined;
  if (variable?.fallback) {
    const value = interpolate(site.value).text;
    if (
      value === undefined ||
      isOptional(service, variable) ||
      !mayAsk(found.hit.kind === 'weak-default' || isWeakDefault(value))
    )
      return [];
    return isOtherEnd(ctx, unit, variable.name, value)
      ? []
      : defaultFix(ctx, unit, variable.value ?? '', value, found.hit);
  }
  const spot = spotOf(unit, site, found);
  if (!spot || !mayAsk(isWeakDefault(spot.value))) return [];
  const {
    fixes: inEnv,
    shared,
    inOthers,
  } = isOptional(service, variable)
    ? {
        fixes: [],
        shared: false,
        inOthers: spotsIn(unit).some((s) => s.value === spot.value && s.service !== spot.service),
      }
    : dotenvFix(ctx, unit, spot);
  // A well-known password is not worth a file: the fix asks for a better one.
  // A file would take the value of one service only, and leave it in the others.
  if (isWeakDefault(spot.value) || inOthers || isRepeated(spot, spotsIn(unit))) return inEnv;
  const inFile = secretFileFix(ctx, unit, spot);
  const inOwn = serviceFileFix(ctx, unit, spot);
  // If other services load all of `.env`, a separate file exposes the value to fewer readers.
  return shared ? [...inFile, ...inOwn, ...inEnv] : [...inFile, ...inEnv, ...inOwn];
}

/**
 * Whether a default is a URL with a password that is set elsewhere too: at a service of the file, or at a place that reads it. Without the default one would have to repeat
 * that one, and keep both equal.
 */
function isOtherEnd(ctx: Context, unit: ComposeFileUnit, variable: string, value: string): boolean {
  const inUrl = writtenValues(value).find(({ host }) => host !== undefined);
  if (inUrl?.host === undefined) return false;
  if (serviceNames(unit.compose.services).has(inUrl.host)) return true;
  const secret = { value: inUrl.value, name: inUrl.name, hosts: [inUrl.host] };
  return otherPlaces(ctx, secret, []).some(
    (place) => !place.unused && place.name !== variable && !(place.path === unit.path && place.host === inUrl.host),
  );
}

/**
 * Whether people start the file without the value: the service has a profile, or the variable is a key of a program outside, which not everybody uses. Compose fills in the variables of
 * all services, also of those that it does not start, so a required one would stop everybody. Source: compose-go 2.16.2, `loader/loader.go`, which applies profiles after `interp.Interpolate`, read 2026-11-30.
 */
function isOptional(service: Service | undefined, variable: EnvVariable | undefined): boolean {
  if (service === undefined) return false;
  if (service.container.lens.get('profiles').node !== undefined) return true;
  const program = /^([A-Za-z0-9]+)_(?:\w+_)?API_?KEY$/i.exec(variable?.name ?? '')?.[1]?.toLowerCase();
  const own = `${service.name} ${service.container.image?.reference?.repository ?? ''}`.toLowerCase();
  return program !== undefined && !own.includes(program);
}

/** Whether somebody chose or made the password: it looks random, or mixes letters, digits and marks, and does not repeat names of its file. */
const isOfSomebody = (password: string, site: SecretSite, ctx: Context): boolean =>
  looksRandom(password) || (characterClasses(password) >= 3 && !isMadeOfNames(password, site, ctx));

/** Sets `NAME_FILE: /run/secrets/name`, for images that read it, if nothing else in the service uses `NAME`. */
function secretFileFix(ctx: Context, unit: ComposeFileUnit, { service, variable, whole, node, value }: Spot): Fix[] {
  const reference = service.container.image?.reference;
  const to = whole && variable && reference && !service.build ? fileVariable(reference, variable.name) : undefined;
  if (
    !to ||
    !variable ||
    !reference ||
    unit.compose.legacy ||
    isShared(unit.yaml, node) ||
    isShared(unit.yaml, service.node)
  )
    return [];
  const elsewhere = unit.text.slice(service.span.start, service.span.end).split(variable.name).length - 1;
  const taken = to !== variable.name && service.container.env.some((v) => v.name === to);
  if (elsewhere > 1 || taken) return [];
  const address = (path: string): string => fileAddress(reference, path);
  const edits = () => fileEdits(unit.yaml, unit.compose, { service, variable }, node, { to, address });
  const first = edits();
  if (first.edits.length < 3) return [];
  const path = inFolder(folderOf(ctx), `secrets/${first.secret}.txt`);
  if (isTracked(ctx.workspace, path)) return [];
  const change = (): Change[] => {
    const kept = ignored(ctx.workspace, folderOf(ctx), path, '/secrets/*.txt');
    return [...edits().edits, { file: path, text: value, ifExists: 'skip' }, ...kept];
  };
  const title = `Move the value to a secret file and set \`${to}\``;
  const { container } = service;
  const effect = [
    ...(to === variable.name ? [] : [removes(container, 'environment', variable.name)]),
    sets(container, 'environment', to),
    adds(container, 'secrets'),
    adds(['secrets', first.secret]),
    writes(path),
    ...ignores(ctx.workspace, path),
  ];
  const moved = { value, name: variable.name };
  const left = otherPlaces(ctx, moved, first.edits);
  if (staysInUse(ctx, left) || staysIn(unit, left)) return [];
  const name = `secrets/${first.secret}.txt`;
  const notes = withPlaces(moved, left, [
    ...untracked(ctx.workspace, path),
    `In a fresh clone, also in CI, write the value to \`${name}\` first`,
    ...startNotes(ctx.workspace, unit.path, `without \`${name}\``),
  ]);
  return [extractSecretFix(title, change, effect, false, notes)];
}

/** Edits of the variable, the service's `secrets` and the top-level `secrets`; fewer than three if one of them is impossible. */
function fileEdits(
  unit: YamlUnit,
  compose: ComposeFileUnit['compose'],
  { service, variable }: { readonly service: Service; readonly variable: EnvVariable },
  node: YamlScalar,
  { to, address }: { readonly to: string; readonly address: (path: string) => string },
): { readonly secret: string; readonly edits: TextEdit[] } {
  const plain = variable.name.toLowerCase().replace(/[^a-z0-9_]+/g, '_');
  const names = new Set(compose.secrets?.entries.map((e) => e.key));
  const secret = names.has(plain) ? `${service.name}_${plain}`.replace(/[^\w.-]/g, '_') : plain;
  if (names.has(secret)) return { secret, edits: [] };
  const path = address(`/run/secrets/${secret}`);
  const granted = service.container.lens.get('secrets').node;
  const source = { file: `./secrets/${secret}.txt` };
  const grant =
    granted === undefined
      ? setKey(unit, service.node, 'secrets', [secret], { after: ['environment'] })
      : granted.type === 'seq' && !isShared(unit, granted)
        ? appendItem(unit, granted, secret)
        : [];
  const { root, secrets } = compose;
  const define = secrets ? setKey(unit, secrets, secret, source) : setKey(unit, root, 'secrets', { [secret]: source });
  const named =
    variable.form === 'list'
      ? setScalar(unit, node, `${to}=${path}`)
      : [...renamed(unit.text, variable, to), ...setScalar(unit, node, path)];
  return { secret, edits: grant.length && define.length ? merged([...named, ...grant, ...define]) : [] };
}

function renamed(text: string, { name, nameSpan }: EnvVariable, to: string): TextEdit[] {
  const written = text.slice(nameSpan.start, nameSpan.end);
  return written.includes(name) ? [{ span: nameSpan, text: written.replace(name, () => to) }] : [];
}

/** Joins insertions at one place into one edit, the service's before the file's. */
function merged(edits: readonly TextEdit[]): TextEdit[] {
  const out: TextEdit[] = [];
  for (const edit of edits) {
    const i = out.findIndex((e) => e.span.start === edit.span.start && e.span.end === edit.span.end);
    const same = i < 0 ? undefined : out[i];
    if (same) out[i] = { span: same.span, text: same.text + edit.text };
    else out.push(edit);
  }
  return out;
}
