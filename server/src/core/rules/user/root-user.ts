import { runUser } from '../../checks/run-user.ts';
import { dropsRoot } from '../../dockerfile/drops-root.ts';
import { hasCommand } from '../../dockerfile/has-command.ts';
import type { Instruction, Stage } from '../../dockerfile/model.ts';
import { builtStageUserFixes } from '../../fixes/built-stage-user.ts';
import { containerUserFixes } from '../../fixes/container-user.ts';
import { stageUserFixes } from '../../fixes/stage-user.ts';
import { dropsPrivileges } from '../../image/knowledge/user/drops-privileges.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';

/** Root only at the start: right for many, and worth a look where everything is looked at. */
const STRICT_HINT = { severity: 'hint', profile: 'strict' } as const;
const MAYBE = { severity: 'info', profile: 'audit', confidence: 'low' } as const;

export default rule(
  {
    id: 'user/root-user',
    title: 'Container runs as root',
    why: 'Root in a container is root of the kernel it shares with the host. A flaw in the program, a mounted socket or a kernel bug then gives an attacker the machine, where another user would still have to break out of an ordinary account. Files written to volumes belong to root as well.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes', 'cross-file', 'least-privilege'],
    refs: {
      cisDocker: ['4.1'],
      cisKubernetes: ['5.2.7'],
      nsa: ['Non-root containers'],
      nist800190: ['4.1.2', '4.4.3'],
      owaspDocker: ['2'],
      cwe: ['CWE-250'],
      hadolint: ['DL3002'],
      trivy: ['DS-0002', '~KSV-0012', '~KSV-0105'],
      checkov: ['CKV_DOCKER_3', 'CKV_DOCKER_8', '~CKV_K8S_23'],
      kics: [
        'fd54f200-402c-4333-a5a4-36ef6709af2f',
        '67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae',
        '~cf34805e-3872-4c08-bf92-6ff7bb0cfadb',
      ],
      'kube-linter': ['~run-as-non-root'],
      polaris: ['~runAsRootAllowed'],
      kubescape: ['~C-0013', '~non-root-containers'],
      kyverno: ['~require-run-as-nonroot', 'require-run-as-non-root-user'],
      gatekeeper: ['~K8sPSPAllowedUsers'],
      datree: ['~CONTAINERS_INCORRECT_RUNASNONROOT_VALUE'],
      semgrep: ['last-user-is-root', 'missing-user', 'missing-user-entrypoint'],
      'sonar-iac': ['S6471'],
      tally: ['hadolint/DL3002', '~tally/stateful-root-runtime', '~tally/user-created-but-never-used'],
      'pss-restricted': ['runAsUser', '~runAsNonRoot'],
    },
  },
  {
    *stage(stage, ctx) {
      if (!stage.final || stage.windows) return;
      if (stage.user.verdict === 'root') yield ofStage(stage, ctx);
      else if (stage.user.verdict === 'unknown')
        yield { ...placeOf(stage), ...MAYBE, message: 'The user this image runs as is not known, and may be root' };
    },
    *container(container, ctx) {
      const user = runUser(container, ctx);
      if (user.verdict !== 'root') return;
      const fixes = user.because === 'dockerfile' ? builtStageUserFixes(user, ctx) : containerUserFixes(container, ctx);
      const name = `\`${container.name}\``;
      if (user.because === 'setting') {
        const message = `${name} runs as root: user \`${container.user.value}\``;
        yield { at: container.user.at ?? container.nameSpan, message, fixes };
      } else if (user.because === 'image') {
        const drops = dropsPrivileges(user.reference);
        const message = `${name} ${drops ? 'starts' : 'runs'} as root: \`${user.reference.familiar}\` does so, and nothing here says otherwise`;
        yield { at: container.nameSpan, message, fixes, ...(drops ? STRICT_HINT : {}) };
      } else {
        const why = user.stage.user.stated ? 'its USER is root' : 'no USER follows, and the base image runs as root';
        const message = `${name} runs as root: so does the image built from \`${user.path}\``;
        const drops = user.stage.user.dropsRoot ? STRICT_HINT : {};
        yield { at: container.nameSpan, message, related: [{ place: user.place, message: why }], fixes, ...drops };
      }
    },
  },
);

const lastUser = ({ user: { origin }, index }: Stage): Instruction | undefined =>
  origin.kind === 'instruction' && origin.stage.index === index ? origin.instruction : undefined;

function placeOf(stage: Stage): Pick<Finding, 'at'> {
  const last = lastUser(stage);
  return { at: last ? (last.argsSpan ?? last.span) : (stage.image?.span ?? stage.from.span) };
}

function ofStage(stage: Stage, ctx: Context): Finding {
  const { origin } = stage.user;
  const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
  const last = lastUser(stage);
  const where = placeOf(stage);
  if (dropsRoot(stage)) {
    return { ...where, ...STRICT_HINT, message: 'The image starts as root and steps down in its entrypoint' };
  }
  const fixes = file ? stageUserFixes(file, stage, last, ctx) : [];
  if (last) return { ...where, message: `The image ends as root: \`USER ${stage.user.user}\``, fixes };
  if (origin.kind !== 'image') {
    if (origin.kind === 'scratch' && !hasCommand(stage)) {
      return {
        ...where,
        ...STRICT_HINT,
        message: 'The image has no USER, and no command that would need one',
        fixes,
      };
    }
    const why = origin.kind === 'scratch' ? ': no USER in a stage from `scratch`' : '';
    return { ...where, message: `The image runs as root${why}`, fixes };
  }
  const name = `\`${origin.reference.familiar}\``;
  if (dropsPrivileges(origin.reference)) {
    const message = `The image starts as root, as ${name} does, which steps down in its own entrypoint`;
    return { ...where, ...STRICT_HINT, message, fixes };
  }
  return { ...where, message: `The image runs as root: ${name} does, and no USER follows`, fixes };
}
