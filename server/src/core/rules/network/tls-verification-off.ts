import { containerSwitches } from '../../checks/container-switches.ts';
import { isHelmTest } from '../../checks/helm-test.ts';
import { deleteVariable } from '../../dockerfile/edit.ts';
import type { Dockerfile, Variable } from '../../dockerfile/model.ts';
import { removeAssignment, removeSwitch } from '../../fixes/command.ts';
import { changesInstruction, removes, removesVariable } from '../../fixes/effect.ts';
import { deleteEnv } from '../../fixes/environment.ts';
import { fixIf } from '../../fixes/fix.ts';
import { needsNoCertificate, tlsOffAssignments } from '../../network/tls-commands.ts';
import { disablesTlsVerification, TLS_SWITCHES } from '../../network/tls-switches.ts';
import { type Context, type Finding, rule } from '../../rule/rule.ts';
import { storedDownloads } from '../../shell/stored-download.ts';
import { switchesIn } from '../../shell/switches.ts';
import type { TextEdit } from '../../text/span.ts';

export default rule(
  {
    id: 'network/tls-verification-off',
    title: 'TLS certificates not verified',
    why: 'If a program does not verify certificates, an attacker between you and the server can answer in its place: on the office network, at a proxy, in a data centre. The build then puts the attacker’s files into the image and runs them. Encryption protects nothing if you do not know who is at the other end.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'kubernetes', 'supply-chain'],
    refs: {
      cisDocker: ['4.11'],
      nist800190: ['4.1.5'],
      cwe: ['CWE-295'],
      checkov: [
        '~CKV2_DOCKER_2',
        '~CKV2_DOCKER_3',
        '~CKV2_DOCKER_4',
        '~CKV2_DOCKER_5',
        '~CKV2_DOCKER_6',
        '~CKV2_DOCKER_12',
        '~CKV2_DOCKER_13',
        '~CKV2_DOCKER_14',
        '~CKV2_DOCKER_15',
        '~CKV2_DOCKER_16',
      ],
    },
  },
  {
    *instruction(instruction, ctx) {
      for (const variable of instruction.variables) {
        const text = variable.resolved.text;
        if (text !== undefined && disablesTlsVerification(variable.name, text))
          yield variableFinding(variable, text, ctx);
      }
      const removal = (shown: string, edits: (file: Dockerfile) => readonly TextEdit[]) => {
        const file = dockerfileOf(ctx);
        const change = () => (file ? edits(file) : []);
        return fixIf(`Remove \`${shown}\``, 'review', change, file && changesInstruction(file, instruction));
      };
      const commands = instruction.commands();
      const verifiedDownloads = storedDownloads(commands).filter((d) => d.checked);
      for (const command of commands) {
        for (const hit of switchesIn(command, TLS_SWITCHES)) {
          if (needsNoCertificate(hit.command)) continue;
          yield {
            at: hit.at,
            message: `\`${hit.shown}\` accepts any certificate`,
            // A checksum detects a replaced file.
            ...(verifiedDownloads.some(({ from }) => from.span.start <= hit.at.start && hit.at.end <= from.span.end) &&
              ({ severity: 'hint', profile: 'strict' } as const)),
            fixes: removal(hit.shown, (file) => removeSwitch(file, instruction, hit)),
          };
        }
        for (const { at, shown } of tlsOffAssignments(command))
          yield {
            at,
            message: `\`${shown}\` makes programs accept any certificate`,
            fixes: removal(shown, (file) => removeAssignment(file, instruction, command, at)),
          };
      }
    },
    *container(container, ctx) {
      for (const variable of container.env) {
        if (variable.dynamic || variable.value === undefined || !disablesTlsVerification(variable.name, variable.value))
          continue;
        yield {
          at: variable.valueSpan ?? variable.at,
          message: `\`${variable.name}=${variable.value}\` makes programs in \`${container.name}\` accept any certificate`,
          fixes: fixIf(`Remove \`${variable.name}\``, 'review', () => deleteEnv(ctx, container, variable), [
            removes(container, container.origin === 'compose' ? 'environment' : 'env', variable.name),
          ]),
        };
      }
      for (const { at, command, shown } of containerSwitches(container, TLS_SWITCHES, ctx.unit.text)) {
        if (needsNoCertificate(command)) continue;
        yield {
          at,
          ...(isHelmTest({ container }) ? { profile: 'strict' as const } : {}),
          message: `\`${container.name}\` runs \`${command.name}\` with \`${shown}\`, which accepts any certificate`,
        };
      }
    },
  },
);

const dockerfileOf = ({ unit }: Context) => (unit.kind === 'dockerfile' ? unit.dockerfile : undefined);

function variableFinding(variable: Variable, text: string, ctx: Context): Finding {
  const shown = `${variable.name}=${text}`;
  const file = dockerfileOf(ctx);
  const isKept = variable.kind === 'ENV' && file?.stages[variable.instruction.stage]?.final;
  return {
    at: variable.span,
    message: `\`${shown}\` makes programs accept any certificate${isKept ? ', also in every container of the image' : ''}`,
    fixes: fixIf(
      `Remove \`${variable.name}\``,
      'review',
      () => (file ? deleteVariable(file, variable) : []),
      file && removesVariable(file, variable),
    ),
  };
}
