import { interpolate } from '../../compose/interpolate.ts';
import { environmentFixes } from '../../fixes/secret-compose.ts';
import { mountFixes } from '../../fixes/secret-mount.ts';
import { secretReference } from '../../fixes/secret-pod.ts';
import { type Context, type Fix, rule, type Severity } from '../../rule.ts';
import type { SecretHit } from '../../secrets/hit.ts';
import { hitsAt } from '../../secrets/hits.ts';
import type { SecretSite } from '../../secrets/site.ts';
import { withArticle } from '../../secrets/wording.ts';

export default rule(
  {
    id: 'secret/hardcoded-secret',
    title: 'Secret written into the file',
    why: 'Whoever can read the repository, or pull the image, has the secret: every layer, variable, label and build argument of an image can be listed. Bots try keys within minutes of a push, and deleting the line later leaves it in the history. A password that ships as a default is tried first by everyone who scans the network.',
    severity: 'warning',
    confidence: 'medium',
    profile: 'default',
    fix: 'review',
    tags: ['dockerfile', 'compose', 'kubernetes', 'credentials'],
    refs: {
      cisDocker: ['4.10'],
      cisKubernetes: ['5.4.1'],
      nsa: ['Secrets'],
      nist800190: ['4.1.4'],
      owaspDocker: ['12'],
      cwe: ['CWE-798', 'CWE-1392', 'CWE-522'],
      hadolint: ['DL3064'],
      buildkit: ['SecretsUsedInArgOrEnv'],
      trivy: ['DS-0031', 'KSV-0109', 'KSV-01010'],
      kics: ['a88baa34-e2ad-44ea-ad6f-8cac87bc7c71'],
      'kube-linter': ['env-var-secret'],
      kubescape: ['C-0012', 'C-0259', 'rule-credentials-configmap', 'rule-credentials-in-env-var'],
      polaris: ['sensitiveContainerEnvVar', 'sensitiveConfigmapContent'],
      datree: [
        'ALL_EXPOSED_SECRET_BITBUCKET',
        'ALL_EXPOSED_SECRET_DATADOG',
        'ALL_EXPOSED_SECRET_GITLAB',
        'ALL_EXPOSED_SECRET_LAUNCHDARKLY',
        'ALL_EXPOSED_SECRET_TWILIO',
      ],
    },
  },
  {
    *secret(site, ctx) {
      for (const { hit, at } of hitsAt(ctx.unit, site)) {
        const confidence = hit.kind === 'weak-default' && hit.confidence === 'high' ? 'medium' : hit.confidence;
        yield {
          at,
          confidence,
          severity: severityOf(hit),
          profile: confidence === 'low' ? 'audit' : 'default',
          message: messageOf(hit, site),
          // Nobody moves a value on a mere suspicion.
          fixes: confidence === 'low' ? [] : fixesOf(site, ctx),
        };
      }
    },
  },
);

function severityOf({ kind, confidence }: SecretHit): Severity {
  if (confidence === 'low') return 'info';
  return (kind === 'provider' || kind === 'private-key') && confidence === 'high' ? 'error' : 'warning';
}

function messageOf(hit: SecretHit, { name, kind, owner }: SecretSite): string {
  const what = withArticle(hit.what);
  const weak = hit.kind === 'weak-default';
  if (name !== undefined) {
    if (weak) return `\`${name}\` holds a well-known default ${hit.what}`;
    return hit.kind === 'assignment' ? `\`${name}\` holds a literal ${hit.what}` : `\`${name}\` holds ${what}`;
  }
  const where =
    owner.in === 'dockerfile'
      ? `this ${owner.instruction.keyword}`
      : owner.in === 'compose'
        ? `${kind === 'config' ? 'a config' : kind === 'compose-env' ? 'the environment' : kind === 'command' ? 'a command' : 'a label'}${owner.service ? ` of \`${owner.service.name}\`` : ''}`
        : owner.in === 'container'
          ? `${kind === 'pod-env' ? 'the environment' : 'the command'} of \`${owner.container.name}\``
          : `\`${owner.object.name || owner.object.kind}\``;
  const subject = weak ? `a well-known default ${hit.what}` : what;
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)} is written into ${where}`;
}

function fixesOf(site: SecretSite, ctx: Context): Fix[] {
  const { owner, kind, value } = site;
  if (owner.in === 'dockerfile' && owner.variable && ctx.unit.kind === 'dockerfile')
    return mountFixes(ctx.unit.dockerfile, owner.stage, owner.variable);
  if (owner.in === 'container' && owner.variable && !owner.variable.dynamic)
    return secretReference(ctx, owner.container, owner.variable);
  if (kind !== 'compose-env' || owner.in !== 'compose' || !owner.service || !owner.variable) return [];
  if (owner.variable.dynamic && !owner.variable.fallback) return [];
  const text = owner.variable.fallback ? interpolate(value).text : value;
  return text === undefined
    ? []
    : environmentFixes(ctx, { service: owner.service, variable: owner.variable, value: text });
}
