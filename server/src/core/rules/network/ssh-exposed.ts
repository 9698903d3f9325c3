import { deleteWord } from '../../dockerfile/edit.ts';
import type { Dockerfile } from '../../dockerfile/model.ts';
import type { Container } from '../../domain/container.ts';
import { changesInstruction } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { sensitiveService } from '../../network/sensitive-ports.ts';
import { rule } from '../../rule/rule.ts';

const VNC = /\bx?vnc|vnc\b/i;

/** Ports of remote login, the service that uses each by convention, and the names of its servers. */
const LOGINS: readonly (readonly [port: number, service: string, servers: RegExp])[] = [
  [22, 'SSH', /\bsshd|openssh(?!-client)|\bdropbear/i],
  [23, 'Telnet', /telnetd/i],
  [3389, 'RDP', /\bxrdp/i],
  [5800, 'VNC', VNC],
  [5900, 'VNC', VNC],
];

const NAMES_PROGRAMS: ReadonlySet<string> = new Set(['FROM', 'RUN', 'COPY', 'ADD', 'CMD', 'ENTRYPOINT']);

/** Whether the Dockerfile installs or starts such a server: it listens without EXPOSE too, so removing that line changes nothing. */
const hasServer = ({ instructions }: Dockerfile, text: string, servers: RegExp): boolean =>
  instructions.some((one) => NAMES_PROGRAMS.has(one.keyword) && servers.test(text.slice(one.span.start, one.span.end)));

/** `MASTER_PORT: "3389"`: the program says itself what it uses the port for. */
const hasOtherUse = ({ lens }: Container, [port, service]: (typeof LOGINS)[number]): boolean =>
  lens
    .get('env')
    .items()
    .some((one) => one.get('value').text === String(port) && !namesLogin(one.get('name').text ?? service, service));

/** `SSH_PORT`, `GIT_SSHD_PORT`, `PORT`. */
const namesLogin = (name: string, service: string): boolean =>
  !/_PORT$/i.test(name) || new RegExp(`${service}|(?:LOGIN|SHELL|LISTEN|SERVER|HOST|APP)_PORT`, 'i').test(name);

export default rule(
  {
    id: 'network/ssh-exposed',
    title: 'Remote login port exposed',
    why: 'A login service adds a password that attackers can guess and a program that they can break into. Changes made through it leave no trace in the image. `docker exec` and `kubectl exec` open a shell without a listening port.',
    severity: 'warning',
    confidence: 'medium',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'kubernetes', 'exposure'],
    refs: {
      cisDocker: ['5.7'],
      nist800190: ['4.4.2'],
      owaspDocker: ['4'],
      trivy: ['DS-0004'],
      checkov: ['CKV_DOCKER_1'],
      kics: ['5907595b-5b6d-4142-b173-dbb0e73fbff8'],
      'kube-linter': ['ssh-port'],
      kubescape: ['~C-0042', '~rule-can-ssh-to-pod-v1'],
      'sonar-iac': ['~S6473'],
    },
  },
  {
    *instruction(instruction, ctx) {
      if (instruction.keyword !== 'EXPOSE' || ctx.unit.kind !== 'dockerfile') return;
      const file = ctx.unit.dockerfile;
      const effect = changesInstruction(file, instruction);
      const stage = file.stages[instruction.stage];
      for (const { text, span } of instruction.args) {
        const value = (text.includes('$') ? stage?.expand(text, instruction).text : text)?.replace(/["']/g, '');
        const found = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/tcp)?$/i.exec(value ?? '');
        if (!found) continue;
        const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])];
        const login = LOGINS.find(([port]) => from <= port && port <= to);
        if (!login) continue;
        yield {
          at: span,
          message: `Port \`${login[0]}\` (${login[1]}) is exposed`,
          fixes:
            from === to && !hasServer(file, ctx.unit.text, login[2])
              ? fixIf(`Remove \`${text}\``, 'review', () => deleteWord(file, instruction, span), effect)
              : [],
        };
      }
    },
    *container(container) {
      if (container.origin !== 'kubernetes') return;
      for (const port of container.lens.get('ports').items()) {
        const login = LOGINS.find(([number]) => port.get('containerPort').text === String(number));
        if (!login || !['TCP', undefined].includes(port.get('protocol').text) || hasOtherUse(container, login))
          continue;
        // Programs that use the protocol for something else, such as `git push`.
        if (!sensitiveService(String(login[0]), container.image?.reference?.repository)) continue;
        yield {
          at: port.get('containerPort').at ?? port.at,
          profile: 'strict',
          message: `\`${container.name}\` listens on port \`${login[0]}\` (${login[1]})`,
        };
      }
    },
  },
);
