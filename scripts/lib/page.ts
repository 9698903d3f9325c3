/**
 * Reading a rule's page `test/rules/<concern>/<rule>.md`: prose under headings, and fences that are test cases. A fence's info string is
 * its language and then words: `file=NAME` (several files make one workspace), `profile=strict`, `fixed` (what the preferred fix of the
 * first finding makes of it), `shown` (what the CLI prints). `# expect: RULE` marks the line it ends, or the next line when it stands alone.
 */

export interface Fence {
  readonly language: string;
  readonly file: string | undefined;
  readonly fixed: boolean;
  readonly shown: boolean;
  readonly profile: string | undefined;
  readonly body: string;
  /** 0-based, half-open line range of the whole fence in the page. */
  readonly from: number;
  readonly to: number;
  readonly heading: string;
}

export interface Expectation {
  readonly file: string;
  /** 1-based line in the file as analysed (expectation comments taken out). */
  readonly line: number;
  readonly rule: string;
}

export interface Case {
  readonly title: string;
  /** 1-based line of its first fence in the page. */
  readonly line: number;
  readonly profile: string | undefined;
  readonly files: Map<string, string>;
  readonly expects: Expectation[];
  readonly fixed: Fence[];
  readonly shown: Fence[];
  /** 0-based line after its last input fence, where generated fences go. */
  end: number;
}

export function fencesOf(page: string): Fence[] {
  const lines = page.split('\n');
  const fences: Fence[] = [];
  let heading = '';
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (/^#{1,6} /.test(line)) heading = line.replace(/^#+ /, '');
    const open = /^(`{3,})(\S*)(.*)$/.exec(line);
    if (!open) continue;
    const close = lines.findIndex((l, at) => at > i && l.trimEnd() === open[1]);
    if (close < 0) throw new Error(`fence at line ${i + 1} is not closed`);
    const words = open[3]!.trim().split(/\s+/).filter(Boolean);
    const value = (key: string): string | undefined =>
      words.find((w) => w.startsWith(`${key}=`))?.slice(key.length + 1);
    fences.push({
      language: open[2]!,
      file: value('file'),
      fixed: words.includes('fixed'),
      shown: words.includes('shown'),
      profile: value('profile'),
      body: lines
        .slice(i + 1, close)
        .map((l) => `${l}\n`)
        .join(''),
      from: i,
      to: close + 1,
      heading,
    });
    i = close;
  }
  return fences;
}

export function casesOf(page: string): Case[] {
  const cases: Case[] = [];
  let previous: Fence | undefined;
  for (const fence of fencesOf(page)) {
    const last = cases.at(-1);
    if (fence.fixed || fence.shown) {
      if (!last) throw new Error(`line ${fence.from + 1}: a generated fence without a case above it`);
      (fence.fixed ? last.fixed : last.shown).push(fence);
      previous = fence;
      continue;
    }
    if (!['dockerfile', 'yaml', 'json', 'text', 'gitignore', 'dotenv'].includes(fence.language)) continue;
    const joins =
      last &&
      fence.file &&
      previous?.file &&
      !previous.fixed &&
      previous.heading === fence.heading &&
      !last.files.has(fence.file);
    const into = joins ? last : newCase(fence);
    if (!joins) cases.push(into);
    const name = fence.file ?? defaultName(fence);
    const { text, expects } = takeExpectations(fence.body, name);
    into.files.set(name, text);
    into.expects.push(...expects);
    into.end = fence.to;
    previous = fence;
  }
  return cases;
}

const newCase = (fence: Fence): Case => ({
  title: `${fence.heading} (line ${fence.from + 1})`,
  line: fence.from + 1,
  profile: fence.profile,
  files: new Map(),
  expects: [],
  fixed: [],
  shown: [],
  end: fence.to,
});

function defaultName(fence: Fence): string {
  if (fence.language === 'dockerfile') return 'Dockerfile';
  if (fence.language === 'json') return 'manifest.json';
  return /^services:/m.test(fence.body) ? 'compose.yaml' : 'manifest.yaml';
}

/** Takes `# expect: a, b` comments out of a body. */
function takeExpectations(body: string, file: string): { text: string; expects: Expectation[] } {
  const kept: string[] = [];
  const expects: Expectation[] = [];
  let pending: string[] = [];
  for (const line of body.split('\n')) {
    const found = /^(.*?)\s*# expect: ([\w/, -]+)$/.exec(line);
    const rules = found ? found[2]!.split(',').map((r) => r.trim()) : [];
    if (found && found[1]!.trim() === '') {
      pending.push(...rules);
      continue;
    }
    kept.push(found ? found[1]! : line);
    for (const rule of [...pending, ...rules]) expects.push({ file, line: kept.length, rule });
    pending = [];
  }
  return { text: kept.join('\n'), expects };
}

/**
 * The page for readers: expectation comments taken out, words of the info strings turned into a line above the fence. A file's name stands
 * outside of its fence, since a comment before a parser directive would change the file.
 */
export function proseOf(page: string): string {
  const fences = fencesOf(page);
  const lines = page.split('\n');
  const out: string[] = [];
  let known = new Set<string>();
  for (let i = 0; i < lines.length; i++) {
    const fence = fences.find((f) => f.from === i);
    if (!fence) {
      out.push(lines[i]!);
      continue;
    }
    const caption = captionOf(fence, known);
    if (caption) out.push(...(out.at(-1) === '' || out.length === 0 ? [] : ['']), caption, '');
    if (!fence.fixed && !fence.shown) known = new Set([...(fence.file ? known : []), fence.file ?? '']);
    const ticks = /^`+/.exec(lines[i]!)![0];
    const { text, expects } =
      fence.fixed || fence.shown ? { text: fence.body, expects: [] } : takeExpectations(fence.body, '');
    out.push(`${ticks}${fence.language || 'text'}`, ...text.replace(/\n$/, '').split('\n'), ticks);
    if (expects.length > 0) out.push('', foundAt(expects, fence.profile));
    i = fence.to - 1;
  }
  return out
    .join('\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** What stands below a fence whose marked lines are not to be seen any more. */
function foundAt(expects: readonly Expectation[], profile: string | undefined): string {
  const numbers = [...new Set(expects.map((e) => e.line))].map(String);
  const listed = numbers.length < 2 ? numbers.join('') : `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;
  const where = profile === undefined || profile === 'default' ? '' : `, in profile \`${profile}\``;
  return `*Found on line${numbers.length === 1 ? '' : 's'} ${listed}${where}.*`;
}

/** What stands above a fence; `known` holds the names of the example's files so far. */
function captionOf(fence: Fence, known: ReadonlySet<string>): string | undefined {
  const name = fence.file && `\`${fence.file}\``;
  if (fence.shown) return 'On the command line:';
  if (fence.fixed) return name ? `${name}, ${known.has(fence.file!) ? 'fixed' : 'a new file'}:` : 'Fixed:';
  return name && `${name}:`;
}
