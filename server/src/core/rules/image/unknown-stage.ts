import { hasForeignInstruction } from '../../checks/foreign-instruction.ts';
import { isLocal } from '../../checks/local-image.ts';
import { meansStage } from '../../checks/stage-name.ts';
import { inEachPlace } from '../../fixes/image.ts';
import { lookalikeOf } from '../../image/trust/lookalike.ts';
import { nearest } from '../../rule/names.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'image/unknown-stage',
    title: 'Unknown stage name',
    why: 'If the name after `--from=` belongs to no stage, the build does not fail: it pulls the image of that name from Docker Hub. After a typo or a renamed stage, files from a stranger’s image may replace the files that you meant to build.',
    severity: 'warning',
    confidence: 'medium',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'supply-chain'],
    refs: {
      nist800190: ['4.1.5'],
      owaspDocker: ['13'],
      cwe: ['CWE-427'],
      hadolint: ['~DL3022'],
      tally: ['~hadolint/DL3022'],
    },
  },
  {
    *image(use, ctx) {
      const { reference: ref, stage } = use;
      if (!ref || !stage || ctx.unit.kind !== 'dockerfile' || !meansStage(use)) return;
      if (ctx.unit.dockerfile.templated || hasForeignInstruction(ctx.unit.dockerfile)) return;
      const { stages, instructions } = ctx.unit.dockerfile;
      // An ONBUILD instruction names stages of the Dockerfile that builds on this image.
      const inOnbuild = instructions.some((i) => i.onbuild && i.span.start <= use.at.start && use.at.end <= i.span.end);
      const earlier = stages.flatMap((s) => (s.index < stage.index && s.name !== undefined ? [s.name] : []));
      const nearestStage = nearest(use.raw, earlier);
      if (inOnbuild || (nearestStage === undefined && lookalikeOf(ref)) || isLocal(use, ctx)) return;
      yield {
        at: use.at,
        // A tool that gives the base, as `cross` does, gives other contexts as well.
        ...(earlier.length === 0 && stages.some(({ source }) => source.kind === 'unknown')
          ? { profile: 'strict' as const }
          : {}),
        message: `No stage is named \`${use.raw}\`: the build pulls the image \`${ref.registry}/${ref.repository}\``,
        fixes:
          nearestStage === undefined
            ? []
            : inEachPlace(use, ctx, (places) => `Change to stage \`${nearestStage}\`${places}`, nearestStage),
      };
    },
  },
);
