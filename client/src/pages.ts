/** The pages of the rules. The package holds them in one compressed file, because most of their text is alike. */
import { inflateSync, strFromU8 } from 'fflate';
import { type Disposable, type TextDocumentContentProvider, Uri, workspace } from 'vscode';

const SCHEME = 'seaworthy-page';

/** The pages by rule id, in Markdown. Written by `npm run build`, see scripts/lib/packed-pages.ts. */
export type Pages = Readonly<Record<string, string>>;

/** Reads the pages at the first question. */
export class RulePages implements TextDocumentContentProvider {
  readonly #file: Uri;
  #pages: Promise<Pages> | undefined;

  constructor(extension: Uri) {
    this.#file = Uri.joinPath(extension, 'client/dist/pages.bin');
  }

  /** Makes the addresses of `address` open in the editor. */
  register(): Disposable {
    return workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  async provideTextDocumentContent(uri: Uri): Promise<string | undefined> {
    return (await this.#read())[uri.path.replace(/^\/|\.md$/g, '')];
  }

  /** The titles of the pages by rule id, sorted by id. */
  async titles(): Promise<ReadonlyMap<string, string>> {
    const pages = Object.entries(await this.#read()).sort(([a], [b]) => (a < b ? -1 : 1));
    return new Map(pages.map(([id, text]) => [id, titleOf(text)]));
  }

  /** The address of the page of a rule; `undefined` if it has none. */
  async address(id: string): Promise<Uri | undefined> {
    return Object.hasOwn(await this.#read(), id) ? Uri.from({ scheme: SCHEME, path: `/${id}.md` }) : undefined;
  }

  #read(): Promise<Pages> {
    this.#pages ??= readPages(this.#file);
    return this.#pages;
  }
}

/** The text of the heading in the first line, without Markdown: lists of the editor show plain text. */
const titleOf = (page: string): string => page.slice(0, page.indexOf('\n')).replace(/^#+\s*|`/g, '');

/** No pages if the file cannot be read. */
async function readPages(file: Uri): Promise<Pages> {
  try {
    return JSON.parse(strFromU8(inflateSync(await workspace.fs.readFile(file)))) as Pages;
  } catch {
    return {};
  }
}
