import { deleteWord } from '../../dockerfile/edit.ts';
import { changesInstruction } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';

export default rule(
  {
    id: 'filesystem/sensitive-volume',
    title: 'Volume over files of the system',
    why: 'A volume keeps what was in it when the image is replaced: programs and settings of the system stay old after an update, and what an attacker changed there survives a restart. A volume at the socket of Docker asks everyone who runs the image to mount it.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'isolation'],
    refs: { nist800190: ['4.1.2', '4.5.5'], cwe: ['CWE-732'], semgrep: ['~dockerfile-dockerd-socket-mount'] },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      const stage = file?.stages[instruction.stage];
      if (!file || !stage || stage.windows || instruction.keyword !== 'VOLUME') return;
      for (const word of instruction.exec ?? instruction.args) {
        const path = stage.expand(word.text, instruction).text?.replace(/(?<=.)\/+$/, '');
        if (path === undefined || !SYSTEM.test(path)) continue;
        yield {
          at: word.span,
          message: SOCKET.test(path)
            ? `The image asks for the socket \`${path}\`: who may use it controls the host`
            : `The volume \`${path}\` keeps files of the system when the image is updated`,
          ...(SOCKET.test(path) ? { severity: 'warning' } : {}),
          fixes: fixIf(
            `Remove \`${path}\``,
            'review',
            () => (instruction.exec ? [] : deleteWord(file, instruction, word.span)),
            changesInstruction(file, instruction),
          ),
        };
      }
    },
  },
);

const SOCKET = /^\/(?:var\/)?run\/(?:docker|podman\/podman|containerd\/containerd|crio\/crio)\.sock$/;
/** Source: Filesystem Hierarchy Standard 3.0. Folders below `/etc` belong to a program, which may keep its settings there. */
const SYSTEM = new RegExp(
  `${SOCKET.source}|^/(?:(?:s?bin|boot|dev|etc|lib(?:32|64)?|proc|sys|usr(?:/(?:s?bin|lib(?:32|64)?|local/s?bin))?)?)$`,
);
