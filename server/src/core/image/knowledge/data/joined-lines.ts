/**
 * The lines of a generated table that the build joined into one text (`scripts/lib/joined-tables.ts`). One string constant costs less at
 * start-up than a thousand, and no lines are made before they are needed.
 */
export const splitLines = (joined: string): string[] => joined.split('\n');
