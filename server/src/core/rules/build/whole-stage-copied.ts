import type { Instruction, Stage } from '../../dockerfile/model.ts';
import { copySource, namedSources, stageNames } from '../../dockerfile/sources.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'build/whole-stage-copied',
    title: 'Whole stage copied into the image',
    why: 'A build stage holds compilers, caches, sources and often credentials. If the whole stage is copied, the image has all of them, and files of its own base are overwritten. An attacker in the container can use the tools, and whoever pulls the image can read the rest.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain', 'credentials'],
    refs: { nist800190: ['4.1.2'], owaspDocker: ['12'], cwe: ['CWE-200'], hadolint: ['DL3067'] },
  },
  {
    *stage(stage, ctx) {
      if (!stage.reachable || ctx.unit.kind !== 'dockerfile') return;
      // Onto an empty image it makes one layer of many, which is meant.
      if (rootOf(stage).source.kind !== 'image') return;
      const { stages } = ctx.unit.dockerfile;
      for (const instruction of stage.instructions) {
        const from = namedSources(instruction).find(({ role }) => role === 'copy');
        if (!from || !copiesRoot(instruction)) continue;
        const source = copySource(from.name.text, stages, stageNames(stages));
        if (source.kind !== 'stage' || !isBuilt(source.stage)) continue;
        yield {
          at: instruction.span,
          message: `Copies the whole file system of stage \`${from.name.text}\`, with its tools and caches, into the image`,
        };
      }
    },
  },
);

const copiesRoot = ({ exec, args }: Instruction): boolean =>
  (exec ?? args).slice(0, -1).some(({ text }) => /^\/+[.*]?$/.test(text));

/** Whether the stage has the files of a base image, and a command added to them. One from `scratch` has only what it collects. */
const isBuilt = (stage: Stage): boolean =>
  rootOf(stage).source.kind === 'image' && chainOf(stage).some((s) => s.instructions.some((i) => i.keyword === 'RUN'));

const rootOf = (stage: Stage): Stage => chainOf(stage).at(-1)!;

/** The stage and those that it is FROM. The loop ends because a stage builds only on earlier stages. */
function chainOf(stage: Stage): Stage[] {
  const chain = [stage];
  for (let here = stage; here.source.kind === 'stage'; here = here.source.stage) chain.push(here.source.stage);
  return chain;
}
