import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { isComparedByTests } from '../../files/folder-names.ts';
import { manifestFixes } from '../../fixes/secret/manifest.ts';
import { rule } from '../../rule/rule.ts';
import { isAllowed, valueHash } from '../../secrets/allow.ts';
import { withArticle } from '../../secrets/detect/wording.ts';
import { type ManifestValue, manifestValues } from '../../secrets/manifest.ts';

export default rule(
  {
    id: 'secret/plain-secret-manifest',
    title: 'Secret values in manifest',
    why: 'The `data` of a Secret is base64, which is not encryption: anyone who can read the repository, its history or a CI log has the values. Every clone and fork keeps them after the file is deleted. Only the cluster, a secret store or an encrypted file should hold them.',
    severity: 'warning',
    confidence: 'medium',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'credentials'],
    refs: {
      cisKubernetes: ['5.4.2'],
      nsa: ['Secrets'],
      nist800190: ['4.1.4'],
      cwe: ['CWE-312', 'CWE-798'],
      kics: ['~b9c83569-459b-4110-8f79-6305aa33cb37'],
      kubescape: ['~C-0208', '~C-0234'],
      semgrep: ['secrets-in-config-file'],
    },
  },
  {
    *object(object, ctx) {
      if (object.kind !== 'Secret' || object.apiVersion !== 'v1' || isEncrypted(object)) return;
      const { path } = ctx.unit;
      const values = manifestValues(object).filter(
        (v) => !isAllowed(ctx.settings.secrets.allow, { path, name: v.key, value: () => v.plain }),
      );
      const likely = values.filter((v) => v.confidence !== 'low');
      const reported = likely.length > 0 ? likely : values;
      const [first, ...others] = reported;
      if (!first) return;
      const more = others.length === 0 ? '' : ` and ${others.length} more ${others.length === 1 ? 'value' : 'values'}`;
      const how = first.encoded ? ' (base64 is not encryption)' : '';
      yield {
        at: first.at,
        confidence: first.confidence,
        profile: first.confidence === 'low' ? 'audit' : 'default',
        ...(first.what
          ? { severity: 'error' as const }
          : first.confidence === 'low'
            ? { severity: 'info' as const }
            : {}),
        ...(isComparedByTests(path) && reported.every(isPrivateKey) ? { whereLowered: 'strict' as const } : {}),
        message: `Secret ${object.nameKnown ? `\`${object.name}\` ` : ''}holds ${describeValue(first)}${more} in plain text${how}`,
        secretHash: () => valueHash(first.plain),
        related: others.map((v) => ({
          place: { unit: ctx.unit, at: v.at },
          message: `${describeValue(v)} too`,
          affected: true,
        })),
        fixes: manifestFixes(ctx, object),
      };
    },
  },
);

const describeValue = ({ key, what }: ManifestValue): string =>
  what === undefined
    ? key === undefined
      ? 'a value'
      : `\`${key}\``
    : `${withArticle(what)}${key === undefined ? '' : ` (\`${key}\`)`}`;

/** In a folder whose files tests compare, the key of their own certificate: nobody deploys it. */
const isPrivateKey = ({ what }: ManifestValue): boolean => /private key$/.test(what ?? '');

/** Mozilla SOPS adds a `sops` map. Kustomize generators and sealed Secrets are objects of other kinds. */
const isEncrypted = ({ lens }: KubernetesObject): boolean => lens.get('sops').node !== undefined;
