import type { Dockerfile, Stage, Variable } from '../../dockerfile/model.ts';
import { mountFixes, passedFixes } from '../../fixes/secret/build.ts';
import { type Finding, rule } from '../../rule/rule.ts';
import { type SecretName, secretName } from '../../secrets/detect/names.ts';
import { notASecret } from '../../secrets/detect/placeholder.ts';
import { withArticle } from '../../secrets/detect/wording.ts';
import { nameToShow } from '../../secrets/sites/site-of.ts';
import { memoLast } from '../../text/memo-last.ts';

export default rule(
  {
    id: 'secret/secret-build-arg',
    title: 'Secret passed as a build argument',
    why: 'The value of an ARG is written into the history of the image, and into its provenance and the build cache; that of an ENV into its configuration. Whoever can pull the image reads it with `docker history` or `docker inspect`. A secret mount gives it to one RUN and leaves nothing behind.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'credentials'],
    refs: {
      cisDocker: ['4.10'],
      nist800190: ['4.1.4'],
      owaspDocker: ['12'],
      cwe: ['CWE-522', 'CWE-538'],
      hadolint: ['~DL3064'],
      buildkit: ['~SecretsUsedInArgOrEnv'],
      trivy: ['~DS-0031'],
      kics: ['~a88baa34-e2ad-44ea-ad6f-8cac87bc7c71'],
      semgrep: ['secret-in-build-arg'],
      'sonar-iac': ['~S6472'],
      tally: ['~buildkit/SecretsUsedInArgOrEnv', '~tally/ruby/secrets-in-arg-or-env'],
    },
  },
  {
    *instruction(instruction, ctx) {
      if (ctx.unit.kind !== 'dockerfile') return;
      const file = ctx.unit.dockerfile;
      const stage = file.stages[instruction.stage];
      if (!stage) return;
      const lasting = lastingStages(file).has(stage);
      for (const variable of instruction.variables) {
        const said = secretName(variable.name);
        const name = nameToShow(variable.name);
        if (!said || !name || !holdsNoLiteral(variable)) continue;
        const where =
          variable.kind === 'ENV'
            ? `ENV keeps ${withArticle(said.what)} in the image's configuration: \`${name}\``
            : `ARG passes ${withArticle(said.what)}, which stays in the ${lasting ? "image's history" : 'build cache'}: \`${name}\``;
        yield {
          ...about(said),
          ...(lasting ? {} : { severity: 'info' as const }),
          at: variable.nameSpan,
          message: where,
          fixes: mountFixes(ctx, ctx.unit, variable, false),
        };
      }
    },
    *service(service, ctx) {
      for (const arg of service.build?.args ?? []) {
        const said = secretName(arg.name);
        const name = nameToShow(arg.name);
        if (!said || !name || (arg.value && (!arg.dynamic || arg.fallback))) continue;
        yield {
          ...about(said),
          at: arg.nameSpan,
          covers: arg.at,
          message: `The build of \`${service.name}\` gets ${withArticle(said.what)} as an argument, which stays in the image's history: \`${name}\``,
          fixes: passedFixes(ctx, service, arg, false),
        };
      }
    },
  },
);

const about = ({ confidence }: SecretName): Pick<Finding, 'confidence' | 'profile'> => ({
  confidence,
  profile: confidence === 'low' ? 'audit' : 'default',
});

/** Nothing, a placeholder, or another variable: a literal is another rule's matter. An ENV without value holds nothing. */
function holdsNoLiteral({ kind, raw }: Variable): boolean {
  const value = (raw ?? '').replace(/^(["'])(.*)\1$/s, '$2');
  if (value === '') return kind === 'ARG';
  if (/^\$(?:\w+|\{\w+\})$/.test(value)) return true;
  if (value.includes('$')) return /^\$\{\w+:[-?][^${}]{0,100}\}$/.test(value);
  return kind === 'ARG' && /placeholder|no value|filler/.test(notASecret(value) ?? '');
}

/** The stages whose layers are part of the last stage's image. */
const lastingStages = memoLast((file: Dockerfile): ReadonlySet<Stage> => {
  const found = new Set<Stage>();
  let here = file.stages.at(-1);
  while (here && !found.has(here)) {
    found.add(here);
    here = here.source.kind === 'stage' ? here.source.stage : undefined;
  }
  return found;
});
