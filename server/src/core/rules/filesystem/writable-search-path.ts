import type { Dockerfile, Variable } from '../../dockerfile/model.ts';
import { changesInstruction, either, sets } from '../../fixes/effect.ts';
import { fixIf, replace } from '../../fixes/fix.ts';
import { rule } from '../../rule/rule.ts';
import { unquoted } from '../../text/unquoted.ts';

export default rule(
  {
    id: 'filesystem/writable-search-path',
    title: 'Programs searched where everyone may write',
    why: 'Programs and libraries are taken from the first folder that has them. Where an attacker may write to such a folder, or choose the current one, the container runs his file instead of the one that was meant.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'least-privilege'],
    refs: { nist800190: ['4.1.2'], cwe: ['CWE-426', 'CWE-427'] },
  },
  {
    *instruction(instruction, ctx) {
      const file = ctx.unit.kind === 'dockerfile' ? ctx.unit.dockerfile : undefined;
      if (!file?.stages[instruction.stage] || file.stages[instruction.stage]?.windows) return;
      for (const variable of instruction.keyword === 'ENV' ? instruction.variables : []) {
        if (!SEARCHED.has(variable.name) || variable.raw === undefined) continue;
        const entries = unquoted(variable.raw).split(':');
        const bad = entries.filter((entry) => OPEN.test(entry));
        if (bad.length === 0) continue;
        // Whoever makes a folder below `/tmp` owns it, so it is open only until someone has made it.
        const isOpen = bad.some((entry) => !/\/tmp\/|\/shm\//.test(entry));
        const shown = bad.map((b) => (b === '.' ? '`.`, the current folder' : `\`${b}\``)).join(' and ');
        yield {
          at: variable.span,
          ...(isOpen ? {} : { severity: 'info', profile: 'strict' }),
          message: `\`${variable.name}\` has ${shown}: ${isOpen ? 'everyone who may write there replaces programs' : 'where it is missing, everyone may make it'}`,
          fixes: removal(file, variable, entries),
        };
      }
    },
  },
);

const SEARCHED = new Set(['PATH', 'LD_LIBRARY_PATH', 'LD_PRELOAD']);
const OPEN = /^(?:\.|\/(?:var\/)?tmp(?:\/.*)?|\/dev\/shm(?:\/.*)?)$/;

function removal(file: Dockerfile, variable: Variable, entries: readonly string[]) {
  const { valueSpan, raw = '', name, instruction } = variable;
  const kept = entries.filter((entry) => !OPEN.test(entry)).join(':');
  const stage = file.stages[instruction.stage];
  if (!valueSpan || !stage || kept === '' || file.text.slice(valueSpan.start, valueSpan.end) !== raw) return [];
  const quote = raw === unquoted(raw) ? '' : (raw[0] ?? '');
  return fixIf(
    'Remove it',
    'review',
    () => replace(valueSpan, `${quote}${kept}${quote}`),
    [either(...changesInstruction(file, instruction)), either(sets(['stage *'], 'env', name))],
    ['Move programs that lie there'],
  );
}
