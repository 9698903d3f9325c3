/** Which comments go with an instruction that is removed. */
import { deleteInstruction } from '../../../server/src/core/dockerfile/edit.ts';
import { check } from '../../support/dockerfile-edited.ts';

check('delete: its comment', 'FROM a\n\n# d\n# e\nUSER b\n\nRUN c\n', 'USER', deleteInstruction, 'FROM a\n\nRUN c\n');
check('delete: its comment at the end', 'FROM a\n# d\nUSER b', 'USER', deleteInstruction, 'FROM a');
check(
  'delete: before a comment',
  'FROM a\n# d\nUSER b\n# c\nRUN c\n',
  'USER',
  deleteInstruction,
  'FROM a\n# c\nRUN c\n',
);
check(
  'delete: for a program',
  'FROM a\n# d\n# hadolint ignore=DL3002\nUSER b\nRUN c\n',
  'USER',
  deleteInstruction,
  'FROM a\n# d\nRUN c\n',
);
check(
  'delete: a heading stays',
  'FROM a\n# ----\n# 2. d\n# ----\n# e\nUSER b\n',
  'USER',
  deleteInstruction,
  'FROM a\n# ----\n# 2. d\n# ----\n',
);
check(
  'delete: what is commented out stays',
  'FROM a\n# RUN d\n# e\nUSER b\n',
  'USER',
  deleteInstruction,
  'FROM a\n# RUN d\n',
);
check('delete: the head of the file stays', '# d\nFROM a\n\nRUN b\n', 'FROM', deleteInstruction, '# d\n\nRUN b\n');
