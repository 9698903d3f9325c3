import { enforcedFor, isJudged, namedReasons, refusedPlaces } from '../../checks/wanted-level.ts';
import { meetLevelFixes } from '../../fixes/meet-level.ts';
import { breaches, minorOf } from '../../kubernetes/pod-security/judge.ts';
import { ENFORCE } from '../../kubernetes/pod-security/labels.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'admission/refused-by-namespace',
    title: 'Pods that their namespace refuses',
    why: 'The API server takes a Deployment and then refuses each of its pods, so the program never starts and only an event says why. Whoever is in a hurry then lowers the level of the whole namespace, and every program there loses its protection.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'cross-file'],
    refs: { cisKubernetes: ['5.2.1'], nsa: ['Pod security enforcement'], cwe: ['CWE-693'] },
  },
  {
    *workload(workload, ctx) {
      const { object } = workload;
      const enforced = isJudged(workload) ? enforcedFor(workload, ctx.workspace) : undefined;
      if (!enforced) return;
      const { wanted, namespaces } = enforced;
      const found = breaches(workload, wanted.level, minorOf(wanted.version));
      if (found.length === 0) return;
      yield {
        at: object.nameSpan,
        message: `Namespace \`${object.namespace}\` enforces \`${wanted.level}\` and refuses these pods: ${namedReasons(found)}`,
        related: [
          ...namespaces.slice(0, 1).map(({ place }) => ({ place, message: `\`${ENFORCE}\` is a label of it` })),
          ...refusedPlaces(found, ctx.unit),
        ],
        fixes: () => meetLevelFixes(workload, wanted, ctx),
      };
    },
  },
);
