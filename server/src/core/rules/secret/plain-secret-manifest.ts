import type { KubernetesObject } from '../../kubernetes/model.ts';
import { rule } from '../../rule.ts';
import { type ManifestValue, manifestValues } from '../../secrets/manifest.ts';
import { at } from '../../yaml/access.ts';

export default rule(
  {
    id: 'secret/plain-secret-manifest',
    title: 'Secret manifest with its values in it',
    why: 'A Secret’s `data` is base64, which is no encryption: whoever can read the repository, its history or a CI log has the values. Every clone and fork keeps them when the file is gone. Only the cluster, a secret store or an encrypted file should hold them.',
    severity: 'warning',
    confidence: 'medium',
    profile: 'default',
    fix: 'none',
    tags: ['kubernetes', 'credentials'],
    refs: {
      cisKubernetes: ['5.4.2'],
      nsa: ['Secrets'],
      nist800190: ['4.1.4'],
      cwe: ['CWE-312', 'CWE-798'],
      kics: ['b9c83569-459b-4110-8f79-6305aa33cb37'],
      kubescape: ['C-0208', 'C-0234'],
    },
  },
  {
    *object(object, ctx) {
      if (object.kind !== 'Secret' || object.apiVersion !== 'v1' || isEncrypted(object)) return;
      const values = manifestValues(object);
      const sure = values.filter((v) => v.confidence !== 'low');
      const shown = sure.length > 0 ? sure : values;
      const [first, ...others] = shown;
      if (!first) return;
      const more = others.length === 0 ? '' : ` and ${others.length} more ${others.length === 1 ? 'value' : 'values'}`;
      const how = first.encoded ? ' (base64 is no encryption)' : '';
      yield {
        at: first.at,
        covers: object.span,
        confidence: first.confidence,
        profile: first.confidence === 'low' ? 'audit' : 'default',
        ...(first.confidence === 'low' ? { severity: 'info' as const } : {}),
        message: `Secret ${object.nameKnown ? `\`${object.name}\` ` : ''}holds ${named(first)}${more} in plain text${how}`,
        related: others.map((v) => ({ place: { unit: ctx.unit, at: v.at }, message: `${named(v)} too` })),
      };
    },
  },
);

const named = ({ key }: ManifestValue): string => (key === undefined ? 'a value' : `\`${key}\``);

/** Mozilla SOPS adds a `sops` map; a kustomize generator or a sealed Secret is another kind of object. */
const isEncrypted = ({ node }: KubernetesObject): boolean => at(node, 'sops') !== undefined;
