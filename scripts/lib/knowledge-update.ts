/** Makes the tables of image facts from the three files in a folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OfficialData, officialTable } from './knowledge-official.ts';
import { type ProductData, productTable } from './knowledge-products.ts';
import { publisherTable } from './knowledge-publishers.ts';
import { type KnowledgeFile, OFFICIAL_FILE, PRODUCT_FILE, USER_FILE } from './knowledge-shapes.ts';
import { sourcesModule } from './knowledge-sources.ts';
import { type UserData, userTable } from './knowledge-users.ts';

/** The tables by file name, or what is wrong with the files: one message a problem, which begins with file and entry. */
export type Tables = { readonly tables: Readonly<Record<string, string>> } | { readonly problems: readonly string[] };

/** The same files give the same tables, byte for byte; names are sorted. Writes nothing. */
export function knowledgeTables(folder: string): Tables {
  const files = [PRODUCT_FILE, OFFICIAL_FILE, USER_FILE].map((file) => readFile(folder, file));
  const problems = files.flatMap((file) => file.problems);
  if (problems.length > 0) return { problems };
  const [products, official, users] = files.map(({ data }) => data) as [ProductData, OfficialData, UserData];
  const makers: readonly (readonly [string, string, () => string])[] = [
    ['products.generated.ts', PRODUCT_FILE.name, () => productTable(products)],
    ['official.generated.ts', OFFICIAL_FILE.name, () => officialTable(official, products)],
    ['image-users.generated.ts', USER_FILE.name, () => userTable(users)],
    ['publishers.generated.ts', 'the three files', () => publisherTable(products, official, users)],
    ['sources.generated.ts', 'the three files', () => sourcesModule(products, official)],
  ];
  const tables: Record<string, string> = {};
  for (const [name, from, make] of makers) {
    try {
      tables[name] = make();
    } catch (error) {
      // A value that the tables cannot hold: a separator, a quote.
      problems.push(`${from}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return problems.length > 0 ? { problems } : { tables };
}

interface Read {
  readonly data?: unknown;
  readonly problems: readonly string[];
}

function readFile(folder: string, { name, form }: KnowledgeFile): Read {
  const path = join(folder, name);
  if (!existsSync(path)) return { problems: [`${path}: no such file`] };
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return { problems: [`${name}: no JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
  const problems = form.check(data, '').map((problem) => `${name}: ${problem.replace(/^: /, '')}`);
  return { data: sorted(data), problems };
}

/** With the names of top-level objects in order. */
function sorted(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, name === 'source' ? value : byName(value)]),
  );
}

const byName = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
