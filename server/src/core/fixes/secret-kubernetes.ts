/** Fixes that make objects read a Secret of the cluster, with what makes that Secret. */
import type { KubernetesObject } from '../kubernetes/model.ts';
import type { Change, Context, Fix } from '../rule.ts';
import { contains } from '../text/span.ts';
import type { KubernetesFileUnit } from '../unit.ts';
import type { Located } from '../workspace/index.ts';
import type { SecretFacts } from '../workspace/secret-facts.ts';
import { inTurn } from './in-turn.ts';
import { taking } from './secret-keep.ts';
import { createCommand, documentBelow, remoteRef, secretLines, type WantedSecret, withKey } from './secret-store.ts';

/** A secret on its way into the cluster. */
export interface Moving {
  readonly unit: KubernetesFileUnit;
  /** Below it the manifest of the Secret is written. */
  readonly object: KubernetesObject;
  readonly secret: WantedSecret;
  /** What makes its readers read the Secret. */
  readonly changes: readonly Change[];
  /** The title, with the Secret in it: `Read it from a Secret`. */
  readonly title: (secret: string) => string;
  /** The value is one that everybody knows. */
  readonly weak: boolean;
}

/** The fixes, by where the configuration says that Secrets come from; to a Secret whose manifest is at hand the key is added, where it has no values yet. */
export function secretFixesFor(ctx: Context, moving: Moving): Fix[] {
  const { secret, changes, title, weak, object } = moving;
  const there = ctx.workspace.secrets.find((s) => s.fact.name === secret.name && s.fact.namespace === object.namespace);
  if (there) return [withExisting(ctx, moving, there)];
  const alone = taking(title(`a Secret, made by \`${createCommand(secret)}\``), () => changes, weak);
  const made = withManifest(ctx, moving);
  return ctx.settings.secrets.store.manifests === 'kubernetes' || made.length === 0 ? [alone, ...made] : made;
}

/** The manifest of what makes the Secret behind the object; none in templates, patches and JSON. */
function withManifest(ctx: Context, { unit, object, secret, changes, title, weak }: Moving): Fix[] {
  const { yaml } = unit;
  const { store } = ctx.settings.secrets;
  if (yaml.templated || yaml.json || object.partial || /^%/m.test(unit.text)) return [];
  const titles = {
    kubernetes: title(`a Secret, with a manifest that has \`${secret.keys[0]}\` but not the value`),
    'external-secrets': title(
      `a Secret that External Secrets fills from \`${remoteRef(store.provider, secret, secret.keys[0]!).key}\``,
    ),
    'sealed-secrets': title(`a Secret, with a SealedSecret that \`kubeseal\` is to fill`),
  };
  return [taking(titles[store.manifests], () => withDocument(unit, changes, secretLines(store, secret, yaml)), weak)];
}

/** The changes, and a document below that of `unit`, at whose end there may be one of them. */
function withDocument(unit: KubernetesFileUnit, changes: readonly Change[], lines: readonly string[]): Change[] {
  const own = changes.filter((c) => 'span' in c);
  const edits = inTurn(unit.yaml, [() => own, (now) => documentBelow(now, lines)]);
  return [...(edits ?? []), ...changes.filter((c) => !('span' in c))];
}

function withExisting(
  ctx: Context,
  { secret, changes, title, weak }: Moving,
  { fact, place }: Located<SecretFacts>,
): Fix {
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
  const where = `the Secret \`${secret.name}\``;
  const said = has || adds ? where : `${where}, to which \`${key}\` is to be added`;
  return taking(title(said), change, weak);
}
