import { changes } from '../../fixes/effect.ts';
import { fixIf, yamlOf } from '../../fixes/fix.ts';
import { type Context, type Fix, rule } from '../../rule/rule.ts';
import { setPath } from '../../yaml/edit/edit.ts';
import type { Found, Lens } from '../../yaml/lens.ts';

/** Source: containers/image `docs/containers-policy.json.5.md`, "Policy Requirements" @df7e80d2, read on 2026-11-30. */
const ANYTHING = 'insecureAcceptAnything';

export default rule(
  {
    id: 'daemon/unsigned-images',
    title: 'Images accepted without a signature',
    why: 'Podman then takes any image that a registry gives it. An attacker who can push to the registry, or answers in its place, has his program run. A policy that names signers refuses such an image.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['podman', 'supply-chain'],
    refs: { cisDocker: ['4.5'], nist800190: ['4.1.5'], owaspDocker: ['13'], cwe: ['CWE-347'] },
  },
  {
    *podman({ file, root }, ctx) {
      if (file !== 'policy.json') return;
      const docker = root.get('transports', 'docker');
      const own = root.get('default');
      const scopes = docker.entries().map((scope) => ({ scope, name: scope.entry.key }));
      // The default of the transport holds before the one of all transports.
      if (docker.get('').absent && acceptsAnything(own))
        yield {
          at: own.keyAt ?? root.at,
          message: 'Images of registries that no scope names are accepted without a signature',
          fixes: () => (scopes.some(({ scope }) => verifies(scope)) ? rejecting(root, ctx) : []),
        };
      for (const { scope, name } of scopes)
        if (acceptsAnything(scope) && scope.keyAt)
          yield {
            at: scope.keyAt,
            message: `Images of ${name === '' ? 'every registry that no scope names' : `\`${name}\``} are accepted without a signature`,
          };
    },
  },
);

const types = (requirements: Lens): (string | undefined)[] => requirements.items().map((one) => one.get('type').text);

/** Whether the list asks for nothing else: all requirements have to be met. */
function acceptsAnything(requirements: Lens): boolean {
  const all = types(requirements);
  return all.length > 0 && all.every((type) => type === ANYTHING);
}

const verifies = (requirements: Lens): boolean =>
  types(requirements).some((type) => type === 'signedBy' || type === 'sigstoreSigned');

function rejecting(root: Found, ctx: Context): Fix[] {
  const unit = yamlOf(ctx);
  const { map } = root;
  if (!unit || !map) return [];
  return fixIf(
    'Refuse the images of all other registries (`reject`)',
    'review',
    () => setPath(unit, map, ['default'], [{ type: 'reject' }]),
    [changes(['default'])],
    [
      'Name every registry that you pull from in a scope first, and every other transport, such as `containers-storage`',
    ],
  );
}
