/** Files of the host keep their owner, whom the Dockerfile does not know. `targets`: where they are mounted, each once. */
export function mountedNotes(targets: readonly string[]): string[] {
  if (targets.length === 0) return [];
  const named = targets.map((target) => `\`${target}\``).join(', ');
  return [`Make sure that this user may write to what is mounted at ${named}, if the program does`];
}
