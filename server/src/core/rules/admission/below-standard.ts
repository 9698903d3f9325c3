import { ObjectName } from '../../checks/shown-name.ts';
import { enforcedFor, isJudged, namedReasons, refusedPlaces } from '../../checks/wanted-level.ts';
import { meetLevelFixes } from '../../fixes/meet-level.ts';
import { breaches, minorOf } from '../../kubernetes/pod-security/judge.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'admission/below-standard',
    title: 'Pods below the configured standard',
    why: 'Whoever configures a Pod Security Standard wants the pods to run where it is enforced. There the API server refuses these pods: the program does not start, or the namespace keeps a lower level for its sake, which protects no other program there either.',
    severity: 'info',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['kubernetes', 'least-privilege'],
    refs: { cisKubernetes: ['5.2.1'], nsa: ['Pod security enforcement'], cwe: ['CWE-693'] },
  },
  {
    *workload(workload, ctx) {
      const wanted = ctx.settings.podSecurity;
      // `admission/refused-by-namespace` judges by the labels of the namespace.
      if (!wanted || !isJudged(workload) || enforcedFor(workload, ctx.workspace)) return;
      const found = breaches(workload, wanted.level, minorOf(wanted.version));
      if (found.length === 0) return;
      const { object } = workload;
      yield {
        at: object.nameSpan,
        message: `${ObjectName(object)} does not meet \`${wanted.level}\`, the configured Pod Security Standard: ${namedReasons(found)}`,
        related: refusedPlaces(found, ctx.unit),
        fixes: () => meetLevelFixes(workload, wanted, ctx),
      };
    },
  },
);
