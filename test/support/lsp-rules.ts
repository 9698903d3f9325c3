/** The rules of the server's tests: four real rules, and one for each way in which a rule can use the editor. */
import { type Rule, rule } from '../../server/src/core/rule/rule.ts';
import dropped from '../../server/src/core/rules/privilege/capabilities-not-dropped.ts';
import hardening from '../../server/src/core/rules/privilege/missing-hardening.ts';
import privileged from '../../server/src/core/rules/privilege/privileged-container.ts';
import hardcoded from '../../server/src/core/rules/secret/hardcoded-secret.ts';

const common = {
  why: 'Root of the container is root of the kernel.',
  severity: 'warning',
  confidence: 'high',
  profile: 'default',
  tags: ['dockerfile'],
  refs: {},
  since: '0.1.0',
} as const;

/** Flags `USER root`; its safe fix removes the line, its second fix also creates a file. */
const user = rule(
  { ...common, id: 'user/root-user', title: 'Runs as root', fix: 'safe' },
  {
    *instruction(at, { unit }) {
      if (at.keyword !== 'USER' || at.argsText !== 'root') return;
      const end = unit.text.indexOf('\n', at.span.end) + 1 || unit.text.length;
      const edit = { span: { start: at.span.start, end }, text: '' };
      yield {
        at: at.span,
        message: 'the image runs as `root`',
        fixes: [
          { title: 'Remove `USER root`', safety: 'safe', change: () => [edit] },
          {
            title: 'Remove it and say so',
            safety: 'review',
            note: 'Tell others',
            change: () => [edit, { file: 'notes/said so.env', text: 'SAID=so\n', ifExists: 'append' }],
          },
        ],
      };
    },
  },
);

/** Repeats the value of a LABEL, so that a message contains text of the file. */
const label = rule(
  { ...common, id: 'build/label', title: 'Label', fix: 'none' },
  {
    *instruction(at) {
      for (const { value, span } of at.labels) yield { at: span, message: `the label says \`${value}\`` };
    },
  },
);

/** Crashes over `STOPSIGNAL`. */
const crash = rule(
  { ...common, id: 'build/crash', title: 'Crash', fix: 'none' },
  {
    instruction(at) {
      if (at.keyword === 'STOPSIGNAL') throw new Error(`cannot read ${at.argsText}`);
      return [];
    },
  },
);

/** Flags services that are built while there is no app/Dockerfile: depends on another file. */
const missing = rule(
  { ...common, id: 'build/missing-dockerfile', title: 'Dockerfile missing', fix: 'none' },
  {
    *service(service, { workspace }) {
      if (!service.build || !workspace.complete || workspace.dockerfile('app/Dockerfile')) return;
      yield { at: service.entry.keySpan, message: 'app/Dockerfile is not there' };
    },
  },
);

export const testRules: readonly Rule[] = [label, crash, missing, dropped, hardening, privileged, hardcoded, user];
