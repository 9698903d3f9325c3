import { gainsPrivileges } from '../../checks/gains-privileges.ts';
import { type LostCapability, lostCapability } from '../../checks/lost-capability.ts';
import { isOfNodeAgent } from '../../checks/node-agent.ts';
import { securityOptions } from '../../compose/security-option.ts';
import type { Container } from '../../domain/container.ts';
import { setSecurityContext, setServiceKey } from '../../fixes/container.ts';
import { changes, sets } from '../../fixes/effect.ts';
import { alone, fixIf, yamlOf } from '../../fixes/fix.ts';
import { deleteNodes } from '../../fixes/yaml-node.ts';
import { type Context, type Fix, rule } from '../../rule/rule.ts';
import type { TextEdit } from '../../text/span.ts';
import { appendItem, setScalar } from '../../yaml/edit/edit.ts';
import { isShared } from '../../yaml/walk.ts';

const OPTION = 'no-new-privileges';
const CHECK = 'Check that the container runs as root: for other users this setting stops programs such as `sudo`';

export default rule(
  {
    id: 'user/privilege-escalation',
    title: 'Privilege escalation possible',
    why: 'A program that starts as an ordinary user can still become root through a file with the setuid bit, and nearly every image has some: `su`, `mount`, `passwd`. An attacker needs a flaw in only one of them. With this setting the kernel ignores the bit, so no process gains privileges that it did not start with.',
    severity: 'info',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    group: 'hardening',
    setting: 'privilegeEscalation',
    since: '0.1.0',
    tags: ['compose', 'kubernetes', 'least-privilege'],
    refs: {
      cisDocker: ['5.26'],
      cisKubernetes: ['5.2.6'],
      nist800190: ['4.4.3'],
      owaspDocker: ['4'],
      cwe: ['CWE-269'],
      trivy: ['KSV-0001'],
      checkov: ['CKV_K8S_20'],
      'kube-linter': ['privilege-escalation-container'],
      polaris: ['privilegeEscalationAllowed'],
      kubescape: ['C-0016', 'rule-allow-privilege-escalation'],
      kyverno: ['disallow-privilege-escalation'],
      gatekeeper: ['K8sPSPAllowPrivilegeEscalationContainer'],
      datree: ['CONTAINERS_MISSING_KEY_ALLOWPRIVILEGEESCALATION'],
      kics: ['5572cc5e-1e4c-4113-92a6-7a8a3bd25e6d', '27fcc7d6-c49b-46e0-98f1-6c082a6a2750'],
      semgrep: [
        'allow-privilege-escalation',
        '~allow-privilege-escalation-no-securitycontext',
        '~allow-privilege-escalation-true',
        'no-new-privileges',
      ],
      'sonar-iac': ['S6430'],
      kubesec: ['~AllowPrivilegeEscalation'],
      'pss-restricted': ['allowPrivilegeEscalation'],
    },
  },
  {
    *container(container, ctx) {
      const { value, unknown, at: where } = container.allowPrivilegeEscalation;
      if (value === false || unknown || container.windows) return;
      const stated = value === true && where !== undefined;
      if (!stated && container.partial) return;
      const kubernetes = container.origin === 'kubernetes';
      const title = kubernetes ? 'Set `allowPrivilegeEscalation: false`' : 'Set `no-new-privileges:true`';
      const effect = kubernetes
        ? sets(container, 'securityContext', 'allowPrivilegeEscalation')
        : changes(container, 'security_opt', `${OPTION}*`);
      const edits = () => (kubernetes ? setPodField(ctx, container) : setServiceOption(ctx, container));
      const fixes = (): Fix[] => fixIf(title, 'review', edits, [effect]);
      yield {
        at: stated ? where : container.nameSpan,
        absent: !stated,
        ...(stated ? { severity: 'warning' } : {}),
        ...(stated && isOfNodeAgent(container) ? { profile: 'strict' } : {}),
        message: `Processes of \`${container.name}\` may gain more privileges than they start with`,
        fixes: () => {
          const lost = lostCapability(container, ctx);
          // Who allows it for such a program wants it to have the capability.
          if (lost) return lost.isNeeded || stated ? [] : alone(fixes(), checkLost(lost));
          return gainsPrivileges(container) ? alone(fixes(), CHECK) : fixes();
        },
      };
    },
  },
);

const checkLost = ({ capability, dockerfile }: LostCapability): string =>
  `Check that the program works without \`${capability}\`: it gets it from its file${dockerfile === undefined ? '' : ` by \`setcap\` in \`${dockerfile}\``}, and this setting takes it away from other users than root`;

function setPodField(ctx: Context, container: Container): TextEdit[] {
  // The API server refuses `allowPrivilegeEscalation: false` together with either of these.
  if (container.privileged.value === true || container.capAdd.some((c) => c.name === 'SYS_ADMIN')) return [];
  return setSecurityContext(ctx, container, ['allowPrivilegeEscalation'], false);
}

function setServiceOption(ctx: Context, container: Container): TextEdit[] {
  const unit = yamlOf(ctx);
  if (!unit || isShared(unit, container.node)) return [];
  const stated = securityOptions(container).filter((o) => o.key === OPTION);
  const last = stated.pop();
  if (last) {
    if ([last, ...stated].some((o) => isShared(unit, o.node))) return [];
    // Docker takes the last of several: it is kept, so that the list has one answer for every reader.
    const others = deleteNodes(
      ctx,
      stated.map((o) => o.node),
    );
    return [...others, ...setScalar(unit, last.node, `${OPTION}:true`)];
  }
  const { seq, via } = container.lens.get('security_opt');
  if (!seq) return setServiceKey(ctx, container, ['security_opt'], [`${OPTION}:true`]);
  return via || isShared(unit, seq) ? [] : appendItem(unit, seq, `${OPTION}:true`);
}
