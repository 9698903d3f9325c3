/** Variables that Windows keeps: `setx`, `[Environment]::SetEnvironmentVariable`. */
import type { ShellAssignment, ShellCommand } from './syntax.ts';

/**
 * The variable that a command sets for all later programs. Sources: Microsoft, "setx"; .NET, `Environment.SetEnvironmentVariable`; read
 * 2026-11-30.
 */
export function lastingVariables({ name, words, span }: ShellCommand): ShellAssignment[] {
  const isSetx = name?.toLowerCase() === 'setx';
  if (!isSetx && name !== 'Environment.SetEnvironmentVariable') return [];
  const operands = words.slice(1).filter((word) => !(isSetx && /^[/-][a-z]$/i.test(word.literal ?? '')));
  const [key, value] = operands;
  return key?.literal !== undefined && value ? [{ name: key.literal, value, span }] : [];
}
