/** The laws that hold for every fix, whatever it is for. */
import { containerFailures } from './container-laws.ts';
import { imageFailures } from './image-laws.ts';
import type { Meaning } from './resolved/workspace.ts';

/** The laws that a fix with this note breaks. A fix may take a capability that is needed if its note says so. */
export const lawFailures = ({ changes, files, file }: Meaning, note: string | undefined): string[] => [
  ...imageFailures(changes, note),
  ...containerFailures(files, file).filter((failure) => {
    const lacking = / lacks (\w+)$/.exec(failure)?.[1];
    return lacking === undefined || !note?.includes(`\`${lacking}\``);
  }),
];
