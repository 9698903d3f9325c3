/** Converts a rule's page to its form in the manual. */
import { AS_ABOVE } from './found.ts';
import { type Fence, fencesOf, takeExpectations, ticksAround } from './page.ts';

/**
 * The page for readers: without expectation comments, with the words of the info strings in a line above the fence, and with findings as
 * sentences with the changes of each fix. A file's name is printed above its fence: a comment before a parser directive would change the file.
 */
export function proseOf(page: string): string {
  const fences = fencesOf(page);
  const lines = page.split('\n');
  const out: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const fence = fences.find((f) => f.from === i);
    if (!fence) {
      out.push(lines[i]!);
      continue;
    }
    if (fence.found) out.push('', ...foundProse(fence.body));
    else {
      const caption = captionOf(fence);
      if (caption) out.push(...(out.at(-1) === '' || out.length === 0 ? [] : ['']), caption, '');
      const ticks = /^`+/.exec(lines[i]!)![0];
      const { text } = takeExpectations(fence.body, '');
      out.push(`${ticks}${fence.language || 'text'}`, ...text.replace(/\n$/, '').split('\n'), ticks);
    }
    i = fence.to - 1;
  }
  return out
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The caption of a fence: its file, its profile, and whether all files are read. */
function captionOf({ file, profile, incomplete }: Fence): string | undefined {
  const inProfile = [
    ...(profile === undefined ? [] : [`in profile \`${profile}\``]),
    ...(incomplete ? ['in an editor that has not read every file yet'] : []),
  ].join(', ');
  if (file === undefined) return inProfile && `${inProfile.replace('in', 'In')}:`;
  return `\`${file}\`${inProfile && `, ${inProfile}`}:`;
}

const HEAD = /^@@ (?:(.*):)?(\d+):\d+(?:-\d+:\d+)? (\w+) (\S+) @@$/;

/** The text of a generated fence as sentences; changes stay fences. The reach of ignore comments is left out: only the tests need it. */
function foundProse(body: string): string[] {
  const out: string[] = [];
  let change: string[] = [];
  const flush = (): void => {
    if (change.length === 0) return;
    const ticks = ticksAround(change.join('\n'));
    out.push('', `${ticks}diff`, ...change, ticks);
    change = [];
  };
  const say = (sentence: string): void => {
    flush();
    out.push('', sentence);
  };
  const lines = body.replace(/\n$/, '').split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const head = HEAD.exec(line);
    const see = /^see (?:(.*):)?(\d+):\d+(?:-\d+:\d+)? (.*)$/.exec(line);
    const fix = /^fix \((\w+)\) (.*)$/.exec(line);
    if (head) {
      const [, file, at, severity] = head;
      const message = lines[++i]!;
      const unusual = isUnusual(lines[i + 1]) ? lines[++i]!.split(' · ') : [];
      const facts = [severity!, ...unusual.filter((u) => /^(?:confidence|profile) /.test(u))];
      say(`*${atLine(file, at!)}, ${facts.join(', ')}:* ${message}`);
    } else if (see) say(`*See ${atLine(see[1], see[2]!).replace(/^L/, 'l')}:* ${see[3]}`);
    else if (fix) say(`*${fix[1] === 'safe' ? 'Safe fix' : 'Fix to review'}:* ${fix[2]}`);
    else if (line.startsWith('then: ')) say(`*Afterwards:* ${line.slice('then: '.length)}`);
    else if (line === AS_ABOVE) out[out.length - 1] += ' (as above)';
    else change.push(line);
  }
  flush();
  return [...out, ''];
}

const atLine = (file: string | undefined, line: string): string => (file ? `\`${file}\` line ${line}` : `Line ${line}`);
const isUnusual = (line: string | undefined): boolean =>
  /^(?:confidence|profile|ignorable|part of|known as) /.test(line ?? '');
