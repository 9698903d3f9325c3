/** Blocks of IP addresses in CIDR notation. Source: RFC 4632, RFC 4291 (section 2.2). */

/** The addresses from `first` to `last`, both included, as numbers. */
export interface Block {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

/** `undefined` when the text is no block; an address without a length is none either. */
export function parseBlock(text: string): Block | undefined {
  const [address = '', length = ''] = text.trim().split('/');
  const bits = address.includes(':') ? 128 : 32;
  const number = bits === 32 ? ipv4(address) : ipv6(address);
  if (number === undefined || !/^\d{1,3}$/.test(length) || Number(length) > bits) return undefined;
  const size = BigInt(bits - Number(length));
  const first = (number >> size) << size;
  return { bits, first, last: first + (1n << size) - 1n };
}

/** Whether every address of `inner` is one of `outer`. */
export const isWithin = (inner: Block, outer: Block): boolean =>
  inner.bits === outer.bits && outer.first <= inner.first && inner.last <= outer.last;

/** Whether the blocks together hold every IPv4 address, or every IPv6 address. */
export const coverEverything = (blocks: readonly Block[]): boolean => covers(blocks, 32) || covers(blocks, 128);

function covers(blocks: readonly Block[], bits: Block['bits']): boolean {
  let next = 0n;
  for (const block of blocks.filter((b) => b.bits === bits).sort((a, b) => (a.first < b.first ? -1 : 1))) {
    if (block.first > next) return false;
    if (block.last >= next) next = block.last + 1n;
  }
  return next === 1n << BigInt(bits);
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((sum, part) => (sum << 8n) + BigInt(part), 0n);
}

function ipv6(text: string): bigint | undefined {
  const [head = '', tail, ...rest] = text.split('::');
  if (rest.length > 0) return undefined;
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const left = groups(head);
  const right = groups(tail ?? '');
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (all.some((group) => !/^[\da-f]{1,4}$/i.test(group))) return undefined;
  return all.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}
