import { deleteCommand } from '../../../server/src/core/dockerfile/edit-command.ts';
import { check, type Make } from '../../support/dockerfile-edited.ts';

/** Removes the command whose name is `x`. */
const x: Make = (f, i) => deleteCommand(f, i, (i.shell()?.commands ?? i.commands()).find((c) => c.name === 'x')!);
const commands: readonly [name: string, before: string, after: string][] = [
  ['the only one', 'RUN x y\n', ''],
  ['the only one, exec form', 'RUN ["x", "y"]\n', ''],
  ['the only one, with `|| true`', 'RUN x y || true\n', ''],
  ['the only one over lines', 'RUN x \\\n  y\n', ''],
  ['first', 'RUN x 1 && b\n', 'RUN b\n'],
  ['middle', 'RUN a && x 1 && b\n', 'RUN a && b\n'],
  ['last', 'RUN a && x 1\n', 'RUN a\n'],
  ['semicolons', 'RUN a; x 1; b\n', 'RUN a; b\n'],
  ['last after a semicolon', 'RUN a; x 1\n', 'RUN a\n'],
  ['trailing style, first', 'RUN x && \\\n    a && \\\n    b\n', 'RUN a && \\\n    b\n'],
  ['trailing style, middle', 'RUN a && \\\n    x 1 \\\n      2 && \\\n    b\n', 'RUN a && \\\n    b\n'],
  ['trailing style, last', 'RUN a && \\\n    b && \\\n    x\n', 'RUN a && \\\n    b\n'],
  ['leading style, first', 'RUN x \\\n && a \\\n && b\n', 'RUN a \\\n && b\n'],
  ['leading style, middle', 'RUN a \\\n && x \\\n && b\n', 'RUN a \\\n && b\n'],
  ['leading style, last', 'RUN a \\\n && b \\\n # why\n && x\n', 'RUN a \\\n && b\n'],
  ['on a line of its own below RUN', 'RUN \\\n    x && \\\n    a\n', 'RUN \\\n    a\n'],
  ['its alternatives go with it', 'RUN a && x || true; b\n', 'RUN a && b\n'],
  ['as an alternative', 'RUN a || x\n', 'RUN a\n'],
  ['in a script', 'RUN <<E\na\nx 1\nb\nE\n', 'RUN <<E\na\nb\nE\n'],
  ['last of a script', 'RUN <<E\na\nx 1\nE\n', 'RUN <<E\na\nE\n'],
  ['only one of a script', 'RUN <<E\nx 1\nE\n', ''],
  ['before a compound command', 'RUN x && if a; then b; fi\n', 'RUN if a; then b; fi\n'],
  ['after a compound command', 'RUN if a; then b; fi && x\n', 'RUN if a; then b; fi\n'],
  ['first of several in `then`', 'RUN if a; then x; b; fi\n', 'RUN if a; then b; fi\n'],
  ['last of several in `then`', 'RUN if a; then b; x; fi\n', 'RUN if a; then b; fi\n'],
  ['alone in `then`: left', 'RUN if a; then x; fi\n', 'RUN if a; then x; fi\n'],
  ['alone in `do`: left', 'RUN for i in 1; do x; done; b\n', 'RUN for i in 1; do x; done; b\n'],
  ['a condition: left', 'RUN if x; then a; fi; b\n', 'RUN if x; then a; fi; b\n'],
  ['in a subshell of several', 'RUN (a && x) && b\n', 'RUN (a) && b\n'],
  ['alone in a subshell: left', 'RUN (x) && b\n', 'RUN (x) && b\n'],
  ['in a pipeline: left', 'RUN a && x | b\n', 'RUN a && x | b\n'],
  ['in the background: left', 'RUN a; x & b\n', 'RUN a; x & b\n'],
  ['after the background: left', 'RUN a & x\n', 'RUN a & x\n'],
  ['negated: left', 'RUN ! x && a\n', 'RUN ! x && a\n'],
  ['one branch of `case`: left', 'RUN case a in b) x ;; *) c ;; esac\n', 'RUN case a in b) x ;; *) c ;; esac\n'],
  ['with a heredoc: left', 'RUN a && x <<E\nb\nE\n', 'RUN a && x <<E\nb\nE\n'],
  ['in a substitution: left', 'RUN a $(x)\n', 'RUN a $(x)\n'],
];
for (const [name, before, result] of commands)
  check(`command: ${name}`, `FROM a\n${before}`, 'RUN', x, `FROM a\n${result}`);
check('command: backtick', '# escape=`\nFROM a\nRUN a && `\n  x\n', 'RUN', x, '# escape=`\nFROM a\nRUN a\n');
check(
  'command: only one of a trigger',
  'FROM a\nONBUILD RUN x\nUSER b\n',
  'ONBUILD',
  (f, i) => deleteCommand(f, i, i.onbuild!.commands()[0]!),
  'FROM a\nUSER b\n',
);
check(
  'command: one of a trigger',
  'FROM a\nONBUILD RUN a && x\n',
  'ONBUILD',
  (f, i) => deleteCommand(f, i, i.onbuild!.commands()[1]!),
  'FROM a\nONBUILD RUN a\n',
);
