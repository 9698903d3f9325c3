/** The rooms of `server/src/core` and the order in which they may know each other. */

/**
 * From the ground up: a file may import files of its own room and of rooms that stand before it. A room is a folder; a folder below it is
 * part of it unless it is listed as a room of its own.
 */
export const ROOMS: readonly string[] = [
  // Text and values, without a file format.
  'text',
  'files',
  'host-path',
  // File formats, each into a model of its own.
  'env',
  'yaml',
  'yaml/edit',
  'bake',
  'podman',
  'shell',
  'network',
  'image',
  'image/knowledge',
  'image/trust',
  'dockerfile',
  // What each platform does with the settings in its files.
  'platform',
  // The nouns that rules speak, then their readers.
  'domain',
  // Trees that are merged from several files.
  'merged',
  'compose',
  'kustomize',
  'helm',
  'kubernetes',
  'secrets/detect',
  'secrets/sites',
  'secrets',
  // What one file says to others.
  'workspace',
  // What a rule is, what rules share, and what fixes are built from.
  'rule',
  // The controls of standards.
  'standards',
  'checks',
  'fixes',
  'fixes/secret',
  // Rules of one shape: their check with its fixes.
  'families',
  // Ignore comments and configuration.
  'suppress',
  'config',
  'rules',
  // What runs the rules, and prints what they found.
  'engine',
  'report',
];

/** Files by their path (relative to the core), each with the files it imports. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** Index into `ROOMS` of a file's room: the longest that is a folder above it; -1 when there is none. */
function roomOf(file: string): number {
  let best = -1;
  for (const [i, room] of ROOMS.entries()) {
    if (file.startsWith(`${room}/`) && (best < 0 || room.length > ROOMS[best]!.length)) best = i;
  }
  return best;
}

/** Files that lie in no room. */
export const homeless = (files: Iterable<string>): string[] => [...files].filter((f) => roomOf(f) < 0);

/** Rooms of the list without files. */
export const emptyRooms = (files: Iterable<string>): string[] => {
  const used = new Set([...files].map(roomOf));
  return ROOMS.filter((_, i) => !used.has(i));
};

/** `file: import` of every import that points to a later room. */
export const upward = (files: Imports): string[] =>
  [...files].flatMap(([file, imports]) =>
    imports.filter((to) => roomOf(to) > roomOf(file)).map((to) => `${file}: ${to}`),
  );

/** Every group of files that reach themselves by their imports, sorted, one line each. */
export function circles(files: Imports): string[] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[] = [];
  // Tarjan's strongly connected components.
  const visit = (file: string): number => {
    const own = order.size;
    order.set(file, own);
    low.set(file, own);
    stack.push(file);
    for (const to of files.get(file) ?? []) {
      if (!files.has(to)) continue;
      if (!order.has(to)) low.set(file, Math.min(low.get(file)!, visit(to)));
      else if (stack.includes(to)) low.set(file, Math.min(low.get(file)!, order.get(to)!));
    }
    if (low.get(file) === own) {
      const group = stack.splice(stack.indexOf(file));
      if (group.length > 1 || (files.get(file) ?? []).includes(file)) found.push(group.sort().join(' '));
    }
    return low.get(file)!;
  };
  for (const file of files.keys()) if (!order.has(file)) visit(file);
  return found.sort();
}
