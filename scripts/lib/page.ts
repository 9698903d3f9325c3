/**
 * Reads a rule's page `test/rules/<concern>/<rule>.md`: prose under headings, and fences that are test cases. A fence's info string is
 * its language, then words: `file=NAME` (several files form one workspace), `profile=strict`, `incomplete` (not all files are read yet).
 * `# expect: RULE` marks its own line, or the next one if it is alone on the line. Below a case with findings is one generated fence,
 * `diff found`, with the complete report; see `found.ts`.
 */

export interface Fence {
  readonly language: string;
  /** The words after the language. */
  readonly words: readonly string[];
  readonly file: string | undefined;
  /** Whether it is the generated fence: the report of the case above it. */
  readonly found: boolean;
  readonly profile: string | undefined;
  /** Whether the workspace is not completely read yet, as in an editor that has just started. */
  readonly incomplete: boolean;
  readonly body: string;
  /** 0-based, half-open line range of the whole fence in the page. */
  readonly from: number;
  readonly to: number;
  readonly heading: string;
}

export interface Expectation {
  readonly file: string;
  /** 1-based line in the file as analysed (without expectation comments). */
  readonly line: number;
  readonly rule: string;
}

export interface Case {
  readonly title: string;
  /** 1-based line of its first fence in the page. */
  readonly line: number;
  readonly profile: string | undefined;
  readonly incomplete: boolean;
  readonly files: Map<string, string>;
  readonly expects: Expectation[];
  /** The generated fence below it, if there is one. */
  found: Fence | undefined;
  /** 0-based line after its last input fence, where the generated fence goes. */
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
      words,
      file: value('file'),
      found: words.includes('found'),
      profile: value('profile'),
      incomplete: words.includes('incomplete'),
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
    if (fence.found) {
      if (!last || last.found) throw new Error(`line ${fence.from + 1}: a generated fence without a case above it`);
      last.found = fence;
      previous = fence;
      continue;
    }
    const unknown = fence.words.find((w) => !/^(?:file|profile)=.|^incomplete$/.test(w));
    if (unknown) throw new Error(`line ${fence.from + 1}: unknown word "${unknown}"`);
    if (!['dockerfile', 'yaml', 'json', 'text', 'gitignore', 'dotenv', 'sh', 'toml'].includes(fence.language)) continue;
    const joins =
      last &&
      fence.file &&
      previous?.file &&
      !previous.found &&
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
  incomplete: fence.incomplete,
  files: new Map(),
  expects: [],
  found: undefined,
  end: fence.to,
});

function defaultName(fence: Fence): string {
  if (fence.language === 'dockerfile') return 'Dockerfile';
  if (fence.language === 'json') return 'manifest.json';
  return /^services:/m.test(fence.body) ? 'compose.yaml' : 'manifest.yaml';
}

/** Removes `# expect: a, b` comments from a body and returns what they expect. */
export function takeExpectations(body: string, file: string): { text: string; expects: Expectation[] } {
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

/** Replaces the generated fence of each case. `bodies` has one text per case, empty if it has no findings. */
export function withFound(page: string, cases: readonly Case[], bodies: readonly string[]): string {
  let lines = page.split('\n');
  for (const [nth, one] of [...cases.entries()].reverse()) {
    if (one.found) {
      const blank = lines[one.found.from - 1] === '' ? 1 : 0;
      lines = [...lines.slice(0, one.found.from - blank), ...lines.slice(one.found.to)];
    }
    const body = bodies[nth]!;
    if (body === '') continue;
    const ticks = ticksAround(body);
    const fence = ['', `${ticks}diff found`, ...body.replace(/\n$/, '').split('\n'), ticks];
    lines = [...lines.slice(0, one.end), ...fence, ...lines.slice(one.end)];
  }
  return lines.join('\n');
}

/** The backticks for a fence around `body`: more than it contains. */
export function ticksAround(body: string): string {
  const longest = Math.max(2, ...[...body.matchAll(/^[ +-]?(`{3,})/gm)].map((m) => m[1]!.length));
  return '`'.repeat(longest + 1);
}
