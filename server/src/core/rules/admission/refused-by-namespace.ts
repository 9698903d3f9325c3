import type { Breach } from '../../kubernetes/pod-security/check.ts';
import { breaches, minorOf, POD_SECURITY_LEVELS } from '../../kubernetes/pod-security/judge.ts';
import { ENFORCE } from '../../kubernetes/pod-security/labels.ts';
import { rule } from '../../rule/rule.ts';

/** How many reasons the message names. */
const MOST_NAMED = 3;

export default rule(
  {
    id: 'admission/refused-by-namespace',
    title: 'Pods that their namespace refuses',
    why: 'The API server takes a Deployment and then refuses each of its pods, so the program never starts and only an event says why. Whoever is in a hurry then lowers the level of the whole namespace, and every program there loses its protection.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    since: '0.1.0',
    tags: ['kubernetes', 'cross-file'],
    refs: { cisKubernetes: ['5.2.1'], nsa: ['Pod security enforcement'], cwe: ['CWE-693'] },
  },
  {
    *workload(workload, ctx) {
      const { object, builtIn } = workload;
      if (!builtIn || !object.namespace || object.kind === 'PodTemplate') return;
      const namespaces = ctx.workspace.of('namespace', object.namespace);
      // Several files may make the namespace, one for each cluster: the weakest decides.
      const levels = namespaces.map(({ fact }) => fact.podSecurity);
      const weakest = levels.reduce((a, b) => (rank(b) < rank(a) ? b : a), levels[0]);
      if (!weakest) return;
      const found = breaches(workload, weakest.level, minorOf(weakest.version));
      const [first] = found;
      if (!first) return;
      const texts = [...new Set(found.map(({ text }) => text))];
      const named = texts.slice(0, MOST_NAMED).join(', ');
      const more = texts.length > MOST_NAMED ? ` and ${texts.length - MOST_NAMED} more` : '';
      yield {
        at: object.nameSpan,
        message: `Namespace \`${object.namespace}\` enforces \`${weakest.level}\` and refuses these pods: ${named}${more}`,
        related: [
          ...namespaces.slice(0, 1).map(({ place }) => ({ place, message: `\`${ENFORCE}\` is a label of it` })),
          ...byPlace(found).map(({ at, text }) => ({
            place: { unit: ctx.unit, at },
            message: `${text} is refused`,
          })),
        ],
      };
    },
  },
);

const rank = (one: { readonly level: (typeof POD_SECURITY_LEVELS)[number] } | undefined): number =>
  one ? POD_SECURITY_LEVELS.indexOf(one.level) : 0;

/** One entry for each place, with all that is refused there. */
function byPlace(found: readonly Breach[]): readonly Breach[] {
  const places = new Map<number, Breach>();
  for (const { at, text } of found) {
    const here = places.get(at.start);
    places.set(at.start, { at, text: here ? `${here.text}, ${text}` : text });
  }
  return [...places.values()];
}
