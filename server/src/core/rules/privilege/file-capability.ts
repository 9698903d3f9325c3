import { rule } from '../../rule/rule.ts';
import { effectiveCommands } from '../../shell/shell.ts';

/** Capabilities with which a program takes over the container or its host. Source: capabilities(7). */
const STRONG =
  /\bcap_(?:sys_admin|sys_module|sys_rawio|sys_ptrace|dac_override|dac_read_search|setuid|setgid|chown|fowner|setfcap|bpf|mac_admin|sys_boot)\b/i;
/** Programs that run any code. */
const INTERPRETER = /(?:^|\/)(?:python[\d.]*|node(?:js)?|ruby|perl|php[\d.]*|java|bash|sh|dash|gdb|lua[\d.]*)$/;

export default rule(
  {
    id: 'privilege/file-capability',
    title: 'Program with a strong capability',
    why: 'Everyone who starts the program has the capability, whatever user he is: with `cap_setuid` he becomes root, with `cap_dac_override` he writes every file. On an interpreter it belongs to every script.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'none',
    since: '0.1.0',
    tags: ['dockerfile', 'least-privilege'],
    refs: { cisDocker: ['4.8', '5.3'], nist800190: ['4.1.2'], owaspDocker: ['3'], cwe: ['CWE-250'] },
  },
  {
    *instruction(instruction) {
      if (instruction.keyword !== 'RUN') return;
      for (const { command } of instruction.commands().flatMap(effectiveCommands)) {
        if (command.name !== 'setcap') continue;
        const [capability, program] = command.words.slice(1).filter((w) => !w.literal?.startsWith('-'));
        const text = capability?.literal;
        const given = text === undefined ? '' : givenBy(text);
        if (!capability || text === undefined || given === '') continue;
        const path = program?.literal ?? '';
        const on = path ? `\`${path}\`` : 'the program';
        if (STRONG.test(given))
          yield { at: capability.span, message: `\`${text}\` gives ${on} rights of root for everyone` };
        else if (INTERPRETER.test(path))
          yield {
            at: capability.span,
            severity: 'info',
            profile: 'strict',
            message: `\`${text}\` gives its right to every script that ${on} runs`,
          };
      }
    },
  },
);

/**
 * The clauses that give a capability: after `=-ep`, or `+ep-ep`, nothing is left. Source: cap_from_text(3): `=` sets the flags, `+` adds some, `-`
 * takes some away.
 */
const givenBy = (text: string): string =>
  text
    .split(/\s+/)
    .filter((clause) => {
      const flags = new Set<string>();
      for (const [, sign, letters = ''] of clause.matchAll(/([=+-])([eip]*)/g)) {
        if (sign === '=') flags.clear();
        for (const letter of letters)
          if (sign === '-') flags.delete(letter);
          else flags.add(letter);
      }
      return flags.size > 0;
    })
    .join(' ');
