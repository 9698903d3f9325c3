/** The laws that hold for every fix, whatever it is for. */
import { containerFailures } from './container-laws.ts';
import { imageFailures } from './image-laws.ts';
import type { Meaning } from './resolved/workspace.ts';

/** The laws that a fix with this note breaks. */
export const lawFailures = ({ changes, files }: Meaning, note: string | undefined): string[] => [
  ...imageFailures(changes, note),
  ...containerFailures(files),
];
