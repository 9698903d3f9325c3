/** Which findings of a file are one: those about one image, one secret or one cause, and the settings that its containers lack. */
import type { Raw } from './raw.ts';

/** How a finding stands for others of its file with the same key. */
export interface Join {
  readonly key: string;
  /** The places have fixes of their own, and fixing the finding at one of them leaves the others. */
  readonly apart: boolean;
  /** It joins missing settings, which the profile `audit` reports one by one. */
  readonly settings: boolean;
  /** Takes the place of the route in the fingerprint of the finding that stands for all, which stays the same when places are added or fixed. `undefined`: the route of the first place. */
  readonly route: string | undefined;
  /** Of findings with the same severity, the one with the highest weight is reported. */
  readonly weight: number;
  /** The message of the finding that stands for `count` (1 or more) others. */
  readonly message: (own: string, count: number) => string;
  /** The message at another place. Both messages are those of the findings by themselves. */
  readonly messageAt: (other: string, own: string) => string;
}

/** The join of a finding; `undefined` if it always stands alone. */
export function joinOf(raw: Raw): Join | undefined {
  const { image, meta } = raw;
  if (image !== undefined)
    return {
      key: `${meta.id}\n${image}`,
      apart: false,
      settings: false,
      route: `image ${image}`,
      weight: 0,
      message: (own) => own,
      messageAt: () => 'the same image is named here too',
    };
  if (raw.finding.sameCause !== undefined) return sameCause(`${meta.id}\n${raw.finding.sameCause}`);
  if (meta.joinsSameSecret && raw.finding.secretHash) return sameSecret(raw.finding.secretHash());
  if (meta.folds === undefined && !(meta.group && raw.finding.absent)) return undefined;
  return {
    key: meta.id,
    apart: true,
    settings: true,
    route: 'containers',
    // Other machines reach it first.
    weight: raw.opensPort ? 1 : 0,
    message: (own, count) => {
      const others = count === 1 ? 'one other' : `${count} others`;
      if (meta.folds === undefined) return `${own}; the same in ${others} in this file`;
      // Containers whose finding is ignored, or in another profile, lack some as well.
      return `${own}; reported for ${others} in this file too`;
    },
    messageAt: (other, own) => (other === own ? 'the same settings are missing here' : other),
  };
}

/** The join of the places of one secret in a file: replacing it changes all of them. The hash stays inside of the key. */
const sameSecret = (hash: string): Join => ({
  key: `secret\n${hash}`,
  apart: true,
  settings: false,
  route: undefined,
  weight: 0,
  message: (own, count) =>
    `${own}; the same value is in ${count === 1 ? 'one other place' : `${count} other places`} of this file`,
  messageAt: (other, own) => (other === own ? 'the same value is here too' : `the same value: ${decapitalised(other)}`),
});

/** The join of what containers of one image, or the variables of a stage, have in common. */
const sameCause = (key: string): Join => ({
  key,
  apart: true,
  settings: false,
  route: undefined,
  weight: 0,
  message: (own, count) =>
    `${own}; the same in ${count === 1 ? 'one other place' : `${count} other places`} of this file`,
  messageAt: (other, own) => (other === own ? 'the same here' : decapitalised(other)),
});

const decapitalised = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);
