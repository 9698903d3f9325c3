import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'filesystem/system-work-folder',
    title: 'Program works in a folder of the system',
    why: 'What the image copies and the program writes lies among the files of the system: an attacker who may write where the program may changes programs, accounts or settings of the container.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'none',
    since: '0.1.0',
    tags: ['dockerfile', 'least-privilege'],
    refs: { nist800190: ['4.1.2'], cwe: ['CWE-732'], trivy: ['DS-0030'] },
  },
  {
    *stage(stage) {
      if (!stage.final || stage.windows) return;
      const last = stage.instructions.findLast((i) => i.keyword === 'WORKDIR');
      const path = last && stage.expand(last.argsText, last).text;
      if (last?.argsSpan && path !== undefined && SYSTEM.test(path.replace(/["']/g, '')))
        yield {
          at: last.argsSpan,
          covers: last.span,
          message: `The program works in \`${path}\`, a folder of the system`,
        };
    },
  },
);

/** Source: Filesystem Hierarchy Standard 3.0. */
const SYSTEM =
  /^\/(?:(?:s?bin|boot|dev|etc|lib(?:32|64)?|proc|run|sys|usr(?:\/(?:s?bin|lib(?:32|64)?|share))?|var(?:\/(?:lib|log|run|spool))?)\/?)?$/;
