import { commandSwitchChecks } from '../../families/command-switch.ts';
import { environmentChecks } from '../../families/environment-setting.ts';
import { rule } from '../../rule/rule.ts';
import type { Switch } from '../../shell/switches.ts';

/**
 * Sources: pip documentation, `--extra-index-url` ("Using this option to search for packages which are not in the main repository is unsafe");
 * uv documentation, "Package indexes", `unsafe-first-match` and `unsafe-best-match`; read 2026-11-30. By itself uv takes a package from the
 * first index that has it.
 */
const SWITCHES: readonly Switch[] = [
  { programs: ['pip', 'pip3', 'pip-sync'], flag: /^--extra-index-url(?:=|$)/ },
  { programs: ['uv'], flag: /^--index-strategy=unsafe-\w+(?:-\w+)*$/ },
  { programs: ['uv'], flag: /^--index-strategy$/, next: /^unsafe-/ },
];

const says = 'takes a package from whichever index has the highest version';
const commands = commandSwitchChecks(SWITCHES, says, (hit) =>
  hit.command.name === 'uv' ? {} : { fixes: [], message: `\`--extra-index-url\` ${says}` },
);
const variables = environmentChecks([
  { names: ['PIP_EXTRA_INDEX_URL'], harm: (value) => (value === '' ? undefined : `pip ${says}`), found: { fixes: [] } },
  { names: ['UV_INDEX_STRATEGY'], harm: (value) => (value.startsWith('unsafe-') ? `uv ${says}` : undefined) },
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
