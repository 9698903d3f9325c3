import { isMovingSource, movingSources } from '../../network/git-sources.ts';
import { rule } from '../../rule/rule.ts';
import { type Found, lens } from '../../yaml/lens.ts';

export default rule(
  {
    id: 'build/unpinned-source',
    title: 'Source without a version',
    why: 'The build takes what the branch holds on that day. An attacker who gets one change into it, or takes over an account that may push, is in your image with the next build, and nothing in your repository has changed.',
    severity: 'info',
    confidence: 'medium',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'supply-chain'],
    refs: { cisDocker: ['4.11'], nist800190: ['4.1.5'], owaspDocker: ['13'], cwe: ['CWE-494', 'CWE-829'] },
  },
  {
    *stage(stage) {
      if (!stage.reachable) return;
      const commands = stage.instructions.filter((i) => i.keyword === 'RUN').flatMap((i) => i.commands());
      for (const { at, shown } of movingSources(commands)) {
        const covers = stage.instructions.find((i) => i.span.start <= at.start && at.end <= i.span.end)?.span;
        yield {
          at,
          ...(covers && { covers }),
          message: `\`${shown}\` takes whatever the branch holds: no tag and no commit`,
        };
      }
    },
    *container(container) {
      if (container.origin !== 'compose') return;
      const build = container.lens.get('build');
      const places = [build, build.get('context'), container.lens.get('extends', 'file')];
      for (const one of [...places, ...build.get('additional_contexts').entries()])
        yield* findings(one.at ? [one] : [], `\`${container.name}\``);
    },
    *compose({ root }) {
      const include = lens(root).get('include');
      for (const item of include.items()) {
        const path = item.map ? item.get('path') : item;
        yield* findings(path.at ? (path.seq ? path.items() : [path]) : [], 'The project');
      }
    },
  },
);

function* findings(places: readonly Found[], who: string) {
  for (const { text, at } of places)
    if (text !== undefined && isMovingSource(text))
      yield {
        at,
        message: `${who} takes whatever ${text.startsWith('oci:') ? 'the tag' : 'the branch'} holds: the address names no ${text.startsWith('oci:') ? 'digest' : 'commit'}`,
      };
}
