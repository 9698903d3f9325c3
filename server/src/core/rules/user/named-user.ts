import { findAccount } from '../../dockerfile/accounts.ts';
import type { Dockerfile, EffectiveUser, Instruction, Stage } from '../../dockerfile/model.ts';
import { renamesUser } from '../../fixes/effect.ts';
import { fixIf, replace } from '../../fixes/fix.ts';
import { userNumberFixes } from '../../fixes/user-number.ts';
import { nonRootPlan } from '../../image/knowledge/user/non-root-user.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'user/named-user',
    title: 'User given by name',
    why: 'Kubernetes can verify that an image does not run as root only if its user is a number. The number of a name is defined inside the image, where an attacker who can change the image can change it too. With a name, a pod that sets `runAsNonRoot` does not start, and teams then often remove the setting.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'safe',
    since: '0.1.0',
    tags: ['dockerfile', 'kubernetes', 'least-privilege'],
    refs: { nist800190: ['4.4.3'], owaspDocker: ['2'], cwe: ['CWE-250'], hadolint: ['DL3066'] },
  },
  {
    *stage(stage, ctx) {
      if (!stage.final || stage.windows || ctx.unit.kind !== 'dockerfile') return;
      const { verdict, user, origin } = stage.user;
      if (verdict !== 'non-root' || user === undefined || !/^[A-Za-z_]/.test(user) || origin.kind !== 'instruction')
        return;
      const { instruction } = origin;
      const word = instruction.args[0];
      if (!word) return;
      const root = rootOf(stage);
      const uid = stage.user.uid ?? imageUid(root, user);
      if (uid === undefined && root.source.kind === 'scratch' && hasNoAccounts(stage)) {
        yield {
          at: word.span,
          severity: 'warning',
          profile: 'default',
          message: `User \`${user}\` does not exist in an image from \`scratch\` without /etc/passwd: the container does not start`,
          fixes: fixIf('Use `65532:65532`', 'review', () => replace(word.span, '65532:65532'), [renamesUser(stage)]),
        };
        return;
      }
      // The group stays as it is: Kubernetes does not verify it, so it may be a name.
      const group = stage.user.group === undefined ? '' : `:${stage.user.group}`;
      const to = `${uid}${group}`;
      const safety = mayOwnDirectory(ctx.unit.dockerfile, stage.user, instruction) ? 'review' : 'safe';
      yield {
        at: word.span,
        ...(uid === undefined && !findAccount(user, ctx.unit.dockerfile.instructions) ? { confidence: 'medium' } : {}),
        message: `Kubernetes cannot verify that user \`${user}\` is not root${uid === undefined ? '' : `, but it can verify ${uid}`}`,
        fixes: word.text.includes('$')
          ? []
          : uid === undefined
            ? userNumberFixes(ctx.unit.dockerfile, stage, user, word.span, group)
            : fixIf(`Use \`${to}\``, safety, () => replace(word.span, to), [renamesUser(stage)]),
      };
    },
  },
);

/** The first stage of the FROM chain. The loop ends because a stage builds only on earlier stages. */
function rootOf(stage: Stage): Stage {
  let here = stage;
  while (here.source.kind === 'stage') here = here.source.stage;
  return here;
}

/** The number of a user that the base image defines; undefined if it is not known. */
function imageUid(root: Stage, user: string): number | undefined {
  const plan = root.source.kind === 'image' ? nonRootPlan(root.source.reference) : undefined;
  return plan?.kind === 'existing-user' && plan.user === user ? plan.uid : undefined;
}

/** Whether no instruction runs a program or copies a file or directory that could bring /etc/passwd. */
function hasNoAccounts(stage: Stage): boolean {
  let here = stage;
  while (!here.instructions.some(mayAddAccounts)) {
    if (here.source.kind !== 'stage') return true;
    here = here.source.stage;
  }
  return false;
}

const mayAddAccounts = ({ keyword, heredocs, argsText, args }: Instruction): boolean =>
  keyword === 'RUN' ||
  ((keyword === 'COPY' || keyword === 'ADD') &&
    (heredocs.length > 0 || /passwd|\/etc\b|\.tar\b/.test(argsText) || /^[./"]*$/.test(args.at(-1)?.text ?? '')));

/** Whether a later WORKDIR creates a directory: with a number it would not get the account’s group. */
const mayOwnDirectory = (file: Dockerfile, user: EffectiveUser, from: Instruction): boolean =>
  user.group === undefined &&
  file.instructions.slice(file.instructions.indexOf(from)).some((i) => i.keyword === 'WORKDIR');
