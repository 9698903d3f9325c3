/** Fixes that make objects read a Secret of the cluster, and that create the Secret. */

import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { KubernetesFileUnit } from '../../domain/unit.ts';
import { type Effect, inFile } from '../../rule/effect.ts';
import type { Change, Context, Fix } from '../../rule/rule.ts';
import type { SecretStore } from '../../secrets/settings.ts';
import { posix } from '../../text/paths.ts';
import { contains } from '../../text/span.ts';
import { chartOf, deploymentsOf } from '../../workspace/deployments.ts';
import { REPLACE_ME, type SecretFacts } from '../../workspace/facts/secret.ts';
import type { WorkloadFacts } from '../../workspace/facts/workload.ts';
import type { Located } from '../../workspace/index.ts';
import { lens } from '../../yaml/lens.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { walk } from '../../yaml/walk.ts';
import { adds as addsPart, either } from '../effect.ts';
import { sequentialEdits } from '../sequential-edits.ts';
import { type ApplyCaller, applyCallers, listed } from './callers.ts';
import { extractSecretFix } from './dotenv-and-gitignore.ts';
import { staysInUse, withPlaces } from './elsewhere.ts';
import type { MovedSecret, OtherPlace } from './other-place.ts';
import {
  createCommand,
  documentBelow,
  isWellNamed,
  patchCommand,
  remoteRef,
  sealCommand,
  secretLines,
  type WantedSecret,
  withKey,
} from './store.ts';

/** A secret that moves into the cluster. */
export interface Moving {
  readonly unit: KubernetesFileUnit;
  /** The manifest of the Secret is written below this object. */
  readonly object: KubernetesObject;
  readonly secret: WantedSecret;
  /** The changes that make the readers use the Secret. */
  readonly changes: readonly Change[];
  /** What these changes change. */
  readonly effect: readonly Effect[];
  /** Builds the title from a description of the Secret: `Read it from a Secret`. */
  readonly title: (secret: string) => string;
  /** The value is a well-known password. */
  readonly weak: boolean;
  readonly moved: MovedSecret;
  /** The places that keep the value. */
  readonly left: readonly OtherPlace[];
  /** What the value is beyond the password, for a note. */
  readonly holds?: string;
  /** A comment says with which command the Secret is created: no manifest of it. */
  readonly byCommand?: boolean;
}

/**
 * The fixes, by the configured source of Secrets. If the workspace has the Secret's manifest, the key is added to it, provided that it
 * holds no values yet.
 */
export function secretFixesFor(ctx: Context, moving: Moving): Fix[] {
  const { secret, changes, effect, title, weak } = moving;
  if (!isWellNamed(secret) || staysInUse(ctx, moving.left) || isElsewhere(moving)) return [];
  const there = existing(ctx, moving);
  if (there) return [withExisting(ctx, moving, there)];
  const callers = applyCallers(ctx.workspace, ctx.unit.path);
  // The documents already read this Secret, so it exists or is planned, and can be created only once.
  const alone = isRead(ctx, moving)
    ? extractSecretFix(title(toBeAdded(secret)), () => changes, effect, weak, notesFor(moving, [settingNote(secret)]))
    : extractSecretFix(
        title(`a Secret, made by \`${createCommand(secret)}\``),
        () => changes,
        effect,
        weak,
        notesFor(moving, [
          ...namespaceNotes(ctx, secret),
          `Create the Secret before the pods start: \`${createCommand(secret)}\``,
          ...callerNotes(callers, 'create the Secret before that, in the namespace that it uses'),
        ]),
      );
  // The pods wait for the value, and the script for the pods.
  const made = moving.byCommand || callers.some((caller) => caller.waits) ? [] : withManifest(ctx, moving, callers);
  return ctx.settings.secrets.store.manifests === 'kubernetes' || made.length === 0 ? [alone, ...made] : made;
}

/** Whether a template other than Helm's writes the namespace of the object: the pods would look for the Secret there, and it would be made elsewhere. */
const isElsewhere = ({ object, unit }: Moving): boolean => !object.namespaceKnown && chartOf(unit.path) === undefined;

/**
 * The Secret's manifest that is applied together with the object: of the same file, else of the same chart, or outside all charts. A file
 * with another variant of the object is applied instead of this one, not with it.
 */
function existing({ workspace, unit }: Context, { secret, object }: Moving): Located<SecretFacts> | undefined {
  const found = workspace.of('secret', secret.name).filter((s) => s.fact.namespace === object.namespace);
  const isVariant = (path: string): boolean =>
    workspace.of('workload').some(({ fact, place }) => place.unit.path === path && fact.name === object.name);
  return (
    found.find(({ place }) => place.unit.path === unit.path) ??
    found.find(({ place: { unit: other } }) => chartOf(other.path) === chartOf(unit.path) && !isVariant(other.path))
  );
}

/** A namespace that the manifests themselves create is not there when the Secret is created before them. */
const namespaceNotes = ({ workspace }: Context, { namespace }: WantedSecret): string[] =>
  namespace !== undefined && workspace.of('namespace', namespace).length > 0
    ? [`Create the namespace first: \`kubectl create namespace ${namespace}\``]
    : [];

/** The notes of a fix, with those on other places and on what the value is. */
const notesFor = ({ moved, left, holds }: Moving, notes: readonly string[]): string[] =>
  withPlaces(moved, left, [...notes, ...(holds === undefined ? [] : [holds])]);

/** The note on scripts and jobs that apply the manifest; none if there are none. */
function callerNotes(callers: readonly ApplyCaller[], then: string): string[] {
  if (callers.length === 0) return [];
  const apply = callers.length > 1 ? 'apply' : 'applies';
  return [`${listed(callers)} ${apply} this file: ${then}`];
}

/** The note on how to set the first key in the existing Secret. */
const settingNote = (secret: WantedSecret): string =>
  `Set \`${secret.keys[0]}\` before the pods start: \`${patchCommand(secret, secret.keys[0]!)}\``;

const toBeAdded = ({ name, keys }: WantedSecret): string =>
  `the Secret \`${name}\`, after you add \`${keys[0]}\` to it`;

/** The manual step after a manifest of this type got the key. */
function filling({ provider }: SecretStore, secret: WantedSecret, type: SecretFacts['type']): string {
  const key = secret.keys[0]!;
  if (type === 'SealedSecret')
    return `Set \`${key}\` of \`encryptedData\` before the pods start, from \`${sealCommand(secret)}\``;
  if (type === 'Secret')
    return `Replace \`${REPLACE_ME}\` before you apply the file: it would overwrite the value in the cluster`;
  const { key: path, property } = remoteRef(provider, secret, key);
  const place = property ? `\`${path}\`, property \`${property}\`` : `\`${path}\``;
  return `Store the value of \`${key}\` before the pods start, under ${place}`;
}

/** Whether the documents of this fix, or files with other parts of the object, read the Secret already. */
function isRead({ unit, workspace }: Context, { secret, changes, object }: Moving): boolean {
  const { together } = deploymentsOf(workspace);
  const reader = new RegExp(
    `\\bsecret(?:Key)?Ref:[^}]{0,200}\\bname:\\s*["']?${secret.name.replaceAll('.', '\\.')}(?![\\w.-])`,
  );
  const isPart = ({ fact, place: { unit: other } }: Located<WorkloadFacts>): boolean =>
    fact.name === object.name &&
    fact.type === object.kind &&
    // Files beside each other with one object are variants of it.
    posix.dirname(other.path) !== posix.dirname(unit.path) &&
    together(other.path, unit.path) &&
    reader.test(workspace.text(other.path) ?? '');
  if (workspace.of('workload').some(isPart)) return true;
  const units = [unit, ...changes.flatMap((c) => ('unit' in c ? [c.unit] : []))];
  const reads = (node: YamlNode): boolean =>
    ['secretKeyRef', 'secretRef'].some((k) => lens(node).get(k, 'name').text === secret.name);
  return units.some((u) => {
    let found = false;
    if (u.kind === 'kubernetes')
      walk(u.yaml.root, (node) => {
        found ||= reads(node);
        return !found;
      });
    return found;
  });
}

/** The fix that adds a manifest for the Secret below the object; empty for templates, patches and JSON. */
function withManifest(ctx: Context, moving: Moving, callers: readonly ApplyCaller[]): Fix[] {
  const { unit, object, secret, changes, effect, title, weak } = moving;
  const { yaml } = unit;
  const { store } = ctx.settings.secrets;
  if (yaml.templated || yaml.json || object.partial || /^%/m.test(unit.text)) return [];
  const titles = {
    kubernetes: title('a Secret, with a manifest that leaves its values to the cluster'),
    'external-secrets': title(
      `a Secret that External Secrets fills from \`${remoteRef(store.provider, secret, secret.keys[0]!).key}\``,
    ),
    'sealed-secrets': title(`a Secret, with a SealedSecret that \`kubeseal\` fills`),
  };
  const notes = {
    kubernetes: `Set \`${secret.keys[0]}\` right after you apply the file, because the pods wait for it: \`${patchCommand(secret, secret.keys[0]!)}\``,
    'external-secrets': filling(store, secret, 'ExternalSecret'),
    'sealed-secrets': filling(store, secret, 'SealedSecret'),
  };
  const change = (): Change[] => withDocument(unit, changes, secretLines(store, secret, yaml));
  return [
    extractSecretFix(
      titles[store.manifests],
      change,
      [...effect, addsSecret(store, secret)],
      weak,
      notesFor(moving, [notes[store.manifests], ...callerNotes(callers, 'set the value right after that')]),
    ),
  ];
}

/** The changes, and a new document below that of `unit`. A change may lie at the end of the unit. */
function withDocument(unit: KubernetesFileUnit, changes: readonly Change[], lines: readonly string[]): Change[] {
  const own = changes.filter((c) => 'span' in c);
  const edits = sequentialEdits(unit.yaml, [() => own, (now) => documentBelow(now, lines)]);
  return [...(edits ?? []), ...changes.filter((c) => !('span' in c))];
}

/** The object that provides the Secret. */
function addsSecret({ manifests }: SecretStore, { name, namespace, stated }: WantedSecret): Effect {
  const kinds = { kubernetes: 'Secret', 'external-secrets': 'ExternalSecret', 'sealed-secrets': 'SealedSecret' };
  return addsPart([`${kinds[manifests]} ${stated && namespace !== undefined ? `${namespace}/${name}` : name}`]);
}

/** A key of an object that provides a Secret. */
const addsKey = (key: string): Effect =>
  either(
    addsPart(['Secret *', 'data', key]),
    addsPart(['ExternalSecret *', 'spec', 'data']),
    addsPart(['SealedSecret *', 'spec', 'encryptedData', key]),
  );

function withExisting(ctx: Context, moving: Moving, { fact, place }: Located<SecretFacts>): Fix {
  const { secret, changes, effect, title, weak } = moving;
  const key = secret.keys[0]!;
  const has = fact.keys.includes(key);
  const change = (): readonly Change[] => {
    const unit = place.unit.path === ctx.unit.path && place.unit.start === ctx.unit.start ? ctx.unit : place.unit;
    if (unit.kind !== 'kubernetes' || has || !(fact.unfilled || fact.type === 'ExternalSecret')) return changes;
    const object = unit.kubernetes.objects.find((o) => contains(o.span, place.at));
    const added = object ? withKey(ctx.settings.secrets.store, secret, key, unit.yaml, object.node) : [];
    return added.length > 0 ? [...changes, { unit, edits: added }] : changes;
  };
  const adds = change().length > changes.length;
  const secretText = has || adds ? `the Secret \`${secret.name}\`` : toBeAdded(secret);
  if (has) return extractSecretFix(title(secretText), change, effect, weak, notesFor(moving, []));
  const left = adds ? filling(ctx.settings.secrets.store, secret, fact.type) : settingNote(secret);
  const added = adds ? [...effect, ...inFile(place.unit.path, [addsKey(key)])] : effect;
  return extractSecretFix(title(secretText), change, added, weak, notesFor(moving, [left]));
}
