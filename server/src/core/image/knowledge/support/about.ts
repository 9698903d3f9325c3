/** What is known of an image's support, in words, with the source and age of each fact. */
import type { Day } from '../../../text/day.ts';
import type { ImageReference } from '../../reference.ts';
import { officialImage } from '../data/official.ts';
import { OFFICIAL_SOURCE, PRODUCT_SOURCE, type Source } from '../data/sources.generated.ts';
import { type Retirement, retirementOf } from '../end-of-life/retirement.ts';
import { publicName } from '../publisher/names.ts';
import { readTag } from '../tag/tags.ts';
import { hasEnded, type Support, supportOf } from './support.ts';

/**
 * Sentences about the support of an image on a day, each with its source and the day of that source; without a final full stop. Code is in
 * backticks. Empty when nothing is known.
 */
export function aboutSupport(ref: ImageReference, today: Day): readonly string[] {
  const name = publicName(ref);
  const retirement = retirementOf(name, ref.tag, readTag(ref.tag));
  const facts = supportOf(ref).filter(({ kind }) => kind !== 'withdrawn');
  const listed = ref.tag !== undefined && officialImage(name)?.tags.has(ref.tag) === true;
  return [
    ...(retirement?.since !== undefined && retirement.since <= today ? [givenUp(name, retirement)] : []),
    ...facts.map((fact) => sentence(fact, today)),
    ...(listed ? [`\`${name}:${ref.tag}\` is rebuilt (${asOf(OFFICIAL_SOURCE)})`] : []),
  ];
}

function sentence(fact: Support, today: Day): string {
  const { line, end, kind } = fact;
  if (kind === 'rebuilt') return `\`${line}\` has not been rebuilt since ${end} (${asOf(OFFICIAL_SOURCE)})`;
  const source = 'product' in fact ? `${PRODUCT_SOURCE.name}/${fact.product.id}, as of ${PRODUCT_SOURCE.date}` : '';
  return `${line}: ${phase(end, today)} (${source})`;
}

const phase = (end: Support['end'], today: Day): string =>
  end === undefined
    ? 'no end of support is announced'
    : end === 'ended'
      ? 'no more security updates'
      : hasEnded(end, today)
        ? `no security updates since ${end}`
        : `security updates until ${end}`;

const asOf = ({ name, date }: Source): string => `${name}, as of ${date}`;

function givenUp(name: string, { why, since, evidence }: Retirement): string {
  const source = evidence ? `${evidence.source}, as of ${evidence.asOf}` : asOf(OFFICIAL_SOURCE);
  return `\`${name}\`: ${why}, since ${since} (${source})`;
}
