import { isLocal } from '../../checks/local-image.ts';
import { meansStage } from '../../checks/stage-name.ts';
import { fixIf } from '../../fixes/fix.ts';
import { lookalikeOf } from '../../image/trust/lookalike.ts';
import { nearest } from '../../rule/names.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'image/unknown-stage',
    title: 'No stage of that name',
    why: 'A name after `--from=` that belongs to no stage is no mistake to the builder: it pulls the image of that name from Docker Hub. After a slip of the finger, or a stage that was renamed, files from a stranger’s image may take the place of what was to be built.',
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
      if (ctx.unit.dockerfile.templated) return;
      const { stages, instructions } = ctx.unit.dockerfile;
      // A trigger names stages of the file that builds on this one.
      const trigger = instructions.some((i) => i.onbuild && i.span.start <= use.at.start && use.at.end <= i.span.end);
      const earlier = stages.flatMap((s) => (s.index < stage.index && s.name !== undefined ? [s.name] : []));
      const meant = nearest(use.raw, earlier);
      if (trigger || (meant === undefined && lookalikeOf(ref)) || isLocal(use, ctx)) return;
      yield {
        at: use.at,
        message: `No stage is named \`${use.raw}\`: the build pulls the image \`${ref.registry}/${ref.repository}\``,
        fixes: meant === undefined ? [] : fixIf(`Change to stage \`${meant}\``, 'review', () => use.replace(meant)),
      };
    },
  },
);
