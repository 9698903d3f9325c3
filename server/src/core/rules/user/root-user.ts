import { verdictInBuilds } from '../../checks/build-arguments.ts';
import { HOST_CONTROL_KEYS, loweredForRoot, STRICT_HINT } from '../../checks/controls-host.ts';
import { hintForNoService } from '../../checks/for-development.ts';
import { entrypointStepsDown, rootReason } from '../../checks/kept-root.ts';
import { rootIsMapped } from '../../checks/non-root.ts';
import { commandStepsDown, stageStepDown, startsOnlyAsRoot } from '../../checks/own-step-down.ts';
import { type RunUser, runUser } from '../../checks/run-user.ts';
import { unknownUser } from '../../checks/unknown-user.ts';
import { NEEDS_MORE, userObstacle } from '../../checks/user-obstacle.ts';
import { lastUserInstruction, userPlace } from '../../checks/user-place.ts';
import { imageStepDown } from '../../dockerfile/drops-root.ts';
import { hasCommand } from '../../dockerfile/has-command.ts';
import { isLambda } from '../../dockerfile/lambda.ts';
import type { Stage } from '../../dockerfile/model.ts';
import type { Container } from '../../domain/container.ts';
import { withBuiltStageFixes } from '../../fixes/built-stage-user.ts';
import { containerUserFixes } from '../../fixes/container-user.ts';
import { stageUserFixes } from '../../fixes/stage-user.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'user/root-user',
    title: 'Container runs as root',
    why: 'Root in a container is root of the kernel that it shares with the host. With a flaw in the program and a mounted socket or a kernel bug, an attacker controls the host. As another user the attacker would first have to become root. Files that the container writes to volumes belong to root as well.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    mutedBy: HOST_CONTROL_KEYS,
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
      const verdict = verdictInBuilds(stage, ctx);
      if (verdict === 'root') yield { ...stageFinding(stage, ctx), ...hintForNoService(stage, ctx) };
      else if (verdict === 'unknown' && !isLambda(stage)) yield { ...userPlace(stage), ...unknownUser(stage) };
    },
    *container(container, ctx) {
      const user = runUser(container, ctx);
      if (user.verdict !== 'root' || rootIsMapped(container.owner, ctx.settings)) return;
      const built = user.because === 'dockerfile' ? user : undefined;
      // The Dockerfile has this finding itself.
      if (built?.stage.final && !built.byArguments) return;
      yield { ...containerFinding(container, user, ctx), ...loweredForRoot(container, built, ctx.unit) };
    },
  },
);

function stageFinding(stage: Stage, ctx: Context): Finding {
  const { origin } = stage.user;
  const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
  const last = lastUserInstruction(stage);
  const [why, own] = [userObstacle(stage, ctx), startsOnlyAsRoot(stage, ctx)];
  const where = { ...userPlace(stage), ...(why && !last ? NEEDS_MORE : {}) };
  if (own) return { ...where, ...STRICT_HINT, message: `The image starts as root${own}` };
  const fixes = file && why === '' ? () => stageUserFixes(file, stage, last, ctx) : [];
  if (last) return { ...where, message: `The image ends as root: \`USER ${stage.user.user}\`${why}`, fixes };
  if (origin.kind === 'scratch' && !hasCommand(stage))
    return { ...where, ...STRICT_HINT, message: 'The image sets neither a USER nor a command' };
  const scratch = origin.kind === 'scratch' ? ': no USER in a stage from `scratch`' : '';
  if (origin.kind !== 'image') return { ...where, message: `The image runs as root${scratch}${why}`, fixes };
  const name = `\`${origin.reference.familiar}\``;
  const drops = `The image starts as root: ${name} does, and steps down in its entrypoint`;
  if (imageStepDown(stage, origin.reference)) return { ...where, ...STRICT_HINT, message: drops, fixes };
  return { ...where, message: `The image runs as root: ${name} does, and no USER is set${why}`, fixes };
}

function containerFinding(container: Container, user: RunUser & { verdict: 'root' }, ctx: Context): Finding {
  const [name, at] = [`\`${container.name}\``, container.user.at ?? container.nameSpan];
  if (commandStepsDown(container))
    return { at, message: `${name} starts as root, and its command steps down`, ...STRICT_HINT };
  // Asked for late, because the fixes read scripts and Dockerfiles that are no facts.
  const fixes = () => (user.because === 'dockerfile' ? [] : containerUserFixes(container, ctx));
  if (user.because === 'setting') {
    const root = `as root: user \`${container.user.value}\``;
    if (!entrypointStepsDown(container)) return { at, message: `${name} runs ${root}`, fixes };
    return { at, message: `${name} starts ${root}, and its image steps down`, fixes, ...STRICT_HINT };
  }
  if (user.because === 'image') {
    const drops = user.stepDown !== undefined && user.kept === undefined;
    const message = `${name} ${drops ? 'starts' : 'runs'} as root: ${rootReason(user.reference.familiar, user.kept)}`;
    return { at: container.nameSpan, message, fixes, ...(drops ? STRICT_HINT : {}) };
  }
  const why = user.stage.user.stated ? 'its USER is root' : 'no USER is set, and the base image runs as root';
  const how = user.byArguments ? ', with the build arguments of this service' : '';
  const message = `${name} runs as root: the image built from \`${user.path}\` does${how}`;
  const own = stageStepDown(user.stage.start, user.path, ctx.workspace);
  const drops = own || user.stage.user.imageDropsRoot ? STRICT_HINT : {};
  const finding = { at: container.nameSpan, message, related: [{ place: user.place, message: why }], ...drops };
  return own || user.byArguments ? finding : withBuiltStageFixes(finding, user, container, ctx);
}
