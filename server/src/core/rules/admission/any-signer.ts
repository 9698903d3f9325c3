import { ObjectName } from '../../checks/shown-name.ts';
import type { KubernetesObject } from '../../domain/kubernetes.ts';
import { groupOf } from '../../kubernetes/kind/kind.ts';
import { type Finding, rule } from '../../rule/rule.ts';
import type { Found, Lens } from '../../yaml/lens.ts';

/** Expressions and patterns that every name matches. */
const EVERYONE = /^\^?(?:\.[*+]|\*)\$?$/;
/**
 * Providers at which everyone has an account, among those whose tokens the public Fulcio takes; `github.com` and Microsoft come through
 * `oauth2.sigstore.dev`. Source: Fulcio, `config/identity/config.yaml`, read 2026-11-30.
 */
const PUBLIC =
  /^(?:https:\/\/)?(?:accounts\.google\.com|agent\.buildkite\.com|github\.com\/login\/oauth|gitlab\.com|login\.microsoftonline\.com|oauth2\.sigstore\.dev\/auth|oidc\.codefresh\.io|token\.actions\.githubusercontent\.com)\/?(?:\.?[*+])?$/;
/** Fields of one's own authority, which only gives certificates to one's own people, and a further condition. */
const OWN = ['url', 'ca-cert', 'trustRootRef', 'roots', 'additionalExtensions'];

export default rule(
  {
    id: 'admission/any-signer',
    title: 'Signature of anyone is good enough',
    why: 'Everyone with an account at a public provider can sign an image without a key, and the signature is valid. Only the name of the signer tells an attacker’s image from yours. A policy that takes any name checks nothing, and looks as if it did.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'supply-chain'],
    refs: { cisKubernetes: ['5.5.1'], nist800190: ['4.1.5'], cwe: ['CWE-347'] },
  },
  {
    *object(object) {
      const group = groupOf(object.apiVersion);
      if (group === 'policy.sigstore.dev' && object.kind === 'ClusterImagePolicy') yield* ofSigstore(object);
      else if (group === 'kyverno.io') yield* ofKyverno(object);
      else if (group === 'source.toolkit.fluxcd.io') yield* ofFlux(object);
    },
  },
);

/**
 * One authority is enough, and every policy that is about the image must let it in. Source: Sigstore policy-controller,
 * `pkg/apis/policy/v1beta1/clusterimagepolicy_types.go`, read 2026-11-30.
 */
function* ofSigstore(object: KubernetesObject): Iterable<Finding> {
  for (const authority of object.lens.get('spec', 'authorities').items())
    for (const identity of authority.get('keyless', 'identities').items()) {
      if (identity.get('subject').text || isOwn(authority.get('keyless'))) continue;
      yield* anyone(object, identity, identity.get('subjectRegExp'));
    }
  const spec = object.lens.get('spec');
  const coversAll =
    spec.get('match').absent &&
    spec.get('policy').absent &&
    spec
      .get('images')
      .items()
      .find((image) => image.get('glob').text === '**');
  for (const authority of coversAll ? object.lens.get('spec', 'authorities').items() : []) {
    const action = authority.get('static', 'action');
    if (action.at && action.text === 'pass')
      yield {
        at: action.at,
        message: `${ObjectName(object)} admits every image without a signature, unless another policy asks for one`,
      };
  }
}

/** Source: Kyverno, "Verify Images", Sigstore, keyless signing; read 2026-11-30. */
function* ofKyverno({ lens, ...rest }: KubernetesObject): Iterable<Finding> {
  const images = lens
    .get('spec', 'rules')
    .items()
    .flatMap((one) => one.get('verifyImages').items());
  const attestors = images.flatMap((image) => [
    ...image.get('attestors').items(),
    ...image
      .get('attestations')
      .items()
      .flatMap((one) => one.get('attestors').items()),
  ]);
  for (const attestor of attestors)
    for (const entry of attestor.get('entries').items()) {
      const keyless = entry.get('keyless');
      if (isOwn(keyless)) continue;
      const [subject, pattern] = [keyless.get('subject'), keyless.get('subjectRegExp')];
      yield* anyone({ lens, ...rest }, keyless, pattern.absent ? subject : pattern);
    }
}

/** Without `matchOIDCIdentity` Flux asks for any valid signature. Source: Flux, "OCI Repositories", keyless verification; read 2026-11-30. */
function* ofFlux(object: KubernetesObject): Iterable<Finding> {
  const verify = object.lens.get('spec', 'verify');
  if (!verify.map || verify.get('provider').text !== 'cosign' || object.partial) return;
  if (!verify.get('trustedRootSecretRef').absent) return;
  const identities = verify.get('matchOIDCIdentity');
  for (const identity of identities.items()) yield* anyone(object, identity, identity.get('subject'));
  const isEmpty = identities.absent ? !identities.hidden : identities.seq?.items.length === 0;
  if (isEmpty && verify.get('secretRef').absent && !verify.get('secretRef').hidden)
    yield {
      at: verify.keyAt,
      message: `${ObjectName(object)} takes the signature of anyone: no key and no identity`,
    };
}

const isOwn = (keyless: Lens | Found): boolean =>
  keyless.more ||
  OWN.some(
    (key) => !keyless.get(key).absent && !/^https:\/\/fulcio\.sigstore\.dev\/?$/.test(keyless.get(key).text ?? ''),
  );

/** The provider is said as it is, or by an expression. At one's own provider only one's own people have an account. */
function* anyone(object: KubernetesObject, identity: Lens | Found, subject: Lens | Found): Iterable<Finding> {
  const issuers = ['issuer', 'issuerRegExp'].map((key) => identity.get(key)).filter(({ absent }) => !absent);
  const isPublic = issuers.every(({ text = '' }) => EVERYONE.test(text) || PUBLIC.test(text.replaceAll(/[\\^$]/g, '')));
  if (subject.at && EVERYONE.test(subject.text ?? '') && isPublic && !identity.more)
    yield { at: subject.at, message: `${ObjectName(object)} takes the signature of anyone: \`${subject.text}\`` };
}
