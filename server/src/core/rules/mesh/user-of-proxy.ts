import { meshOf } from '../../kubernetes/mesh.ts';
import { rule } from '../../rule/rule.ts';

/** The user of the proxy. Sources: Istio, "Application Requirements", message IST0144 and `--proxy-uid` of `istio-iptables`; read 2026-11-30. */
const PROXY = '1337';

export default rule(
  {
    id: 'mesh/user-of-proxy',
    title: 'Program runs as the user of the proxy',
    why: 'Istio leaves the traffic of user 1337 out, because it is the traffic of its proxy. What this program sends goes past the proxy: nothing encrypts it, and no rule of the mesh holds it.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'isolation'],
    refs: { cwe: ['CWE-693'] },
  },
  {
    *container(container, ctx) {
      if (container.origin !== 'kubernetes' || container.name === 'istio-proxy') return;
      const { user, owner } = container;
      if (user.value !== PROXY || !user.at) return;
      const { namespace } = owner.object;
      const asked = meshOf(owner);
      const isInMesh =
        asked === undefined && namespace !== undefined
          ? ctx.workspace.of('namespace', namespace).some(({ fact }) => fact.mesh === 'istio')
          : asked === 'istio';
      if (isInMesh)
        yield {
          at: user.at,
          message: `\`${container.name}\` runs as user ${PROXY}, whose traffic the proxy leaves out`,
        };
    },
  },
);
