import { deleteFlag } from '../../dockerfile/edit.ts';
import { changesInstruction } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'secret/cached-credentials',
    title: 'Credentials in a build cache',
    why: 'A cache mount outlives the build, and every other build on the machine that names it reads it. What a login writes there is open to the next Dockerfile, also to that of an attacker who sends a change for review.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'credentials'],
    refs: { cisDocker: ['4.10'], nist800190: ['4.1.4'], owaspDocker: ['12'], cwe: ['CWE-522'] },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      for (const { flag, options } of file ? instruction.mounts : []) {
        const target = options.get('target') ?? options.get('dst') ?? options.get('destination');
        if (options.get('type')?.value !== 'cache' || !target || !CREDENTIALS.test(target.value)) continue;
        yield {
          at: target.span,
          message: `The cache keeps the credentials below \`${target.value}\` for every other build`,
          fixes: fixIf(
            'Remove the cache',
            'review',
            () => (file ? deleteFlag(file, instruction, flag) : []),
            file && changesInstruction(file, instruction),
            ['Mount what the command needs with `--mount=type=secret`'],
          ),
        };
      }
    },
  },
);

/** Folders in which programs keep logins and nothing that is worth caching. Sources: the manuals of the AWS CLI, kubectl, Docker, OpenSSH, GnuPG and gcloud. */
const CREDENTIALS =
  /^(?:~|\$HOME|\$\{HOME\}|\/root|\/home\/[^/]+)\/\.(?:aws|kube|docker|ssh|gnupg|azure|config\/gcloud)\/?$|^\/(?:var\/)?run\/secrets(?:\/|$)/;
