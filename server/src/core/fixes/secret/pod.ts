/** Replaces a literal in a pod's environment by a reference to a Secret, and creates the Secret's manifest where the platform has Secrets. */

import { commentsOn } from '../../checks/setting-comments.ts';
import type { Container, EnvVariable } from '../../domain/container.ts';
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import type { Context, Fix } from '../../rule/rule.ts';
import { namesSecret } from '../../secrets/detect/names-secret.ts';
import type { SiteHit } from '../../secrets/hits.ts';
import { contains, type TextEdit } from '../../text/span.ts';
import { entryLines, printFlow, styleOf } from '../../yaml/edit/print.ts';
import type { YamlEntry, YamlMap, YamlUnit } from '../../yaml/node.ts';
import { isShared, walk } from '../../yaml/walk.ts';
import { changes } from '../effect.ts';
import { extractSecretFix, variableName } from './dotenv-and-gitignore.ts';
import { otherPlaces, staysIn, staysInUse, withPlaces } from './elsewhere.ts';
import { secretFixesFor } from './kubernetes.ts';
import { ofThisVariant, podSecret } from './pod-places.ts';
import { areOfOtherPrograms } from './same-secret.ts';
import { secretInComment } from './secret-in-comment.ts';

/**
 * Replaces `value:` by `valueFrom.secretKeyRef` everywhere in the object. Empty if a value is shared, is a block scalar, or has a name
 * that no key can have.
 */
export function podFixes(ctx: Context, container: Container, variable: EnvVariable, { hit, at }: SiteHit): Fix[] {
  const { unit } = ctx;
  const { owner } = container;
  const weak = hit.kind === 'weak-default';
  const secret = unit.text.slice(at.start, at.end);
  if (unit.kind !== 'kubernetes' || owner.origin !== 'kubernetes') return [];
  const { object } = owner;
  if (owner.platform.writes.secrets === 'secret-manager')
    return secretManagerFix(ctx, unit.yaml, container, object, variable, secret, weak);
  if (!object.nameKnown || !/^[\w.-]+$/.test(variable.name)) return [];
  const named = secretInComment(commentsOn(unit, variable.nameSpan.start), variable.name);
  // The comment would say something else than the manifest.
  if (named === 'other') return [];
  const name = named?.name ?? `${object.name}-secrets`;
  const key = named?.key ?? keyFor(object, container, variable, name);
  const edits = references(unit.yaml, object, variable, { name, key });
  if (edits.length === 0) return [];
  // A program that logs in with the old password would no longer be let in.
  if (weak && mayStandElsewhere(ctx.workspace.text(unit.path) ?? unit.text, variable.name, secret)) return [];
  const stated = object.lens.get('metadata', 'namespace').text !== undefined;
  const { namespace } = object;
  const text = variable.value ?? '';
  const ofLines = /[\r\n]/.test(text);
  const wanted = { name, namespace, stated, type: 'Opaque', keys: [key], workload: object.name, ofLines };
  const effect = holders(object, variable).map((c) => changes(c, 'env', variable.name));
  const moved = podSecret(ctx, object, { name: variable.name, value: secret, address: text });
  const left = ofThisVariant(ctx, object, moved, otherPlaces(ctx, moved, edits));
  // A client in this file would go on with the old password. Under the same name it has a fix of its own.
  const clients = left.filter((place) => place.name !== variable.name);
  if (weak && staysIn(unit, clients)) return [];
  return secretFixesFor(ctx, {
    unit,
    object,
    secret: wanted,
    changes: edits,
    effect,
    title: (by) => `Read it from ${by}`,
    weak,
    moved,
    left,
    ...(/^[a-z][\w+.-]*:\/\//i.test(text) && text !== secret
      ? { holds: `\`${key}\` is the whole URL of \`${variable.name}\`, not the password alone` }
      : {}),
    byCommand: named !== undefined,
  });
}

/** Reads the newest version of a secret of Google's Secret Manager, as Cloud Run does: `name` is the secret and `key` the version. */
function secretManagerFix(
  ctx: Context,
  unit: YamlUnit,
  container: Container,
  object: KubernetesObject,
  variable: EnvVariable,
  value: string,
  weak: boolean,
): Fix[] {
  const named = (key: string): string => `${object.name}-${key}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  // Another container may have another value under the same name.
  const name = named(keyFor(object, container, variable, named(variable.name)));
  if (!object.nameKnown || !/^\w+$/.test(variable.name)) return [];
  const edits = references(unit, object, variable, { name, key: 'latest' });
  if (edits.length === 0) return [];
  const moved = { value, name: variable.name };
  const left = ofThisVariant(ctx, object, moved, otherPlaces(ctx, moved, edits));
  if (staysInUse(ctx, left)) return [];
  return [
    extractSecretFix(
      `Read it from the secret \`${name}\` of Secret Manager`,
      () => edits,
      holders(object, variable).map((c) => changes(c, 'env', variable.name)),
      weak,
      withPlaces(moved, left, [
        `Create the secret first: \`gcloud secrets create ${name} --data-file=-\``,
        'Let the service account of the service read it',
      ]),
    ),
  ];
}

/**
 * Whether another variable in a file has the same value and may hold the same password: none of another known program. What they are called does not say it:
 * `RABBITMQ_DEFAULT_PASS` of the broker is `ORDER_QUEUE_PASSWORD` of a client.
 */
const mayStandElsewhere = (text: string, name: string, value: string): boolean =>
  [...text.matchAll(VARIABLE)].some(
    ([, other = '', quoted = '']) =>
      other !== name &&
      quoted.replace(/^(["'])(.*)\1$/, '$2') === value &&
      namesSecret(other) &&
      !areOfOtherPrograms(name, other),
  );

/** A variable of a pod with its value on the next line. */
const VARIABLE = /\bname:[ \t]{0,9}["']?([\w.-]{1,100})["']?[ \t]{0,9}\r?\n[ \t]{1,60}value:[ \t]{0,9}([^\s#]{1,200})/g;

/** The variable's name. If another container of the object has a different value under it, the container's name is added. */
function keyFor(object: KubernetesObject, container: Container, variable: EnvVariable, secret: string): string {
  const others = object.workloads.flatMap((w) => w.containers).filter((c) => c !== container);
  const differs = others.some(
    (c) =>
      c.env.some((v) => v.name === variable.name && v.value !== undefined && v.value !== variable.value) ||
      c.lens
        .get('env')
        .items()
        .some((v) => {
          const reference = v.get('valueFrom', 'secretKeyRef');
          if (reference.get('name').text !== secret) return false;
          // The same name with another key: the values differed before they were moved.
          return reference.get('key').text === variable.name || v.get('name').text === variable.name;
        }),
  );
  // The full name, even if it repeats a part: this must be a different key.
  return differs ? `${variableName(variable.name)}_${variableName(container.name)}` : variable.name;
}

/** The containers of the object that have the variable with this value. */
const holders = (object: KubernetesObject, { name, value }: EnvVariable): Container[] =>
  object.workloads
    .flatMap((w) => w.containers)
    .filter((c) => c.env.some((v) => v.name === name && v.value === value && !v.dynamic));

/** Edits of the variable in every container of the object that has this value; empty if one of them cannot be edited. */
function references(
  unit: YamlUnit,
  object: KubernetesObject,
  variable: EnvVariable,
  source: { readonly name: string; readonly key: string },
): TextEdit[] {
  const all = object.workloads
    .flatMap((w) => w.containers)
    .flatMap((c) => c.env.filter((v) => v.name === variable.name && v.value === variable.value && !v.dynamic));
  const edits: TextEdit[] = [];
  for (const one of all) {
    const edit = reference(unit, one, source);
    if (!edit) return [];
    if (!edits.some((e) => e.span.start === edit.span.start)) edits.push(edit);
  }
  return edits;
}

function reference(
  unit: YamlUnit,
  variable: EnvVariable,
  secret: { readonly name: string; readonly key: string },
): TextEdit | undefined {
  const found = entryOf(unit, variable);
  if (!found || isShared(unit, found.map)) return undefined;
  const { map, entry } = found;
  const value = entry.value;
  if (value?.type !== 'scalar' || entry.alias || value.style === 'literal' || value.style === 'folded')
    return undefined;
  const source = { secretKeyRef: { name: secret.name, key: secret.key } };
  const style = styleOf(unit);
  if (map.flow) {
    const key = style.json || unit.text[entry.keySpan.start] === '"' ? '"valueFrom"' : 'valueFrom';
    return { span: entry.span, text: `${key}: ${printFlow(source, style)}` };
  }
  const before = unit.text.lastIndexOf('\n', entry.span.start - 1) + 1;
  const lines = entryLines('valueFrom', source, style, entry.span.start - before);
  return { span: entry.span, text: lines.join(unit.eol).trimStart() };
}

/** The `value:` entry of the variable, and its map. */
function entryOf(unit: YamlUnit, { valueSpan }: EnvVariable): { map: YamlMap; entry: YamlEntry } | undefined {
  let found: { map: YamlMap; entry: YamlEntry } | undefined;
  if (!valueSpan) return undefined;
  walk(unit.root, (node) => {
    if (!contains(node.span, valueSpan)) return false;
    if (node.type === 'map') {
      const entry = node.entries.find((e) => e.key === 'value' && contains(e.span, valueSpan));
      if (entry) found = { map: node, entry };
    }
    return true;
  });
  return found;
}
