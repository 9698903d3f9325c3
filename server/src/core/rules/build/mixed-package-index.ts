import { commandSwitchChecks } from '../../families/command-switch.ts';
import { environmentChecks } from '../../families/environment-setting.ts';
import { rule } from '../../rule/rule.ts';
import type { Switch } from '../../shell/switches.ts';

/**
 * Sources: pip `docs/html/cli/pip_install.rst` ("There is no priority in the locations that are searched"; packages that the main index does
 * not have are unsafe with `--extra-index-url`); uv `docs/concepts/indexes.md`, "Searching across multiple indexes"; read 2026-11-30. By itself
 * uv takes a package from the first index that has it; with `unsafe-first-match` it goes on to the next index where no version fits.
 */
const SWITCHES: readonly Switch[] = [
  { programs: ['pip', 'pip3', 'pip-sync'], flag: /^--extra-index-url(?:=|$)/ },
  { programs: ['uv'], flag: /^--index-strategy=unsafe-\w+(?:-\w+)*$/ },
  { programs: ['uv'], flag: /^--index-strategy$/, next: /^unsafe-/ },
];

const says = 'takes a package from whichever index has the highest version';
const saysNext = 'takes a package from the next index where the first has no version that fits';
const commands = commandSwitchChecks(SWITCHES, says, ({ command, shown }) => {
  if (command.name !== 'uv') return { fixes: [], message: `\`--extra-index-url\` ${says}` };
  return shown.endsWith('first-match') ? { message: `\`${shown.trim()}\` ${saysNext}` } : {};
});
const variables = environmentChecks([
  { names: ['PIP_EXTRA_INDEX_URL'], harm: (value) => (value === '' ? undefined : `pip ${says}`), found: { fixes: [] } },
  {
    names: ['UV_INDEX_STRATEGY'],
    harm: (value) =>
      value === 'unsafe-first-match' ? `uv ${saysNext}` : value === 'unsafe-best-match' ? `uv ${says}` : undefined,
  },
]);

export default rule(
  {
    id: 'build/mixed-package-index',
    title: 'Packages from whichever index is newest',
    why: 'A package that only your own index should have can be published on the public one too, by anyone and with a higher version. The build takes that one, and its code runs at once. Attackers search images and lock files for such names.',
    severity: 'info',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'supply-chain'],
    refs: { nist800190: ['4.1.5'], owaspDocker: ['13'], cwe: ['CWE-427'] },
  },
  {
    *instruction(instruction, ctx) {
      yield* commands.instruction?.(instruction, ctx) ?? [];
      yield* variables.instruction?.(instruction, ctx) ?? [];
    },
    *container(container, ctx) {
      yield* variables.container?.(container, ctx) ?? [];
    },
  },
);
