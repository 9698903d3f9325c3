/**
 * Words and names of everyday English that are one letter away from a known image or publisher. People call images and accounts of their
 * own by them (`create`, `telegram`, `photos`), so they are no typos. Left out: words that nobody calls an image by (`redid`, `postures`).
 */
const lines = [
  'admirer anchor anchored anchors apace authentic bonito candy cirrus closure compose composed composes crane crater crave craze create',
  'curate decker digraph docked docket droned drove flank flick fling flint fluent gutenberg grade groove hatch hutch icing julian julie',
  'julio jupiter mango minion minis mongol persona photo photos pinhole plausibly proton ranches rocket rustic shark shift snark spare spiced',
  'spiked stark store stork stormy story swipe swirl telegram valley vanish velcro yours',
];

export const ORDINARY_WORDS: ReadonlySet<string> = new Set(lines.flatMap((line) => line.split(' ')));
