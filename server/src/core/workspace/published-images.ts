/** The names of images that the files of a workspace build or push. */
import { mayPublish } from '../files/file-kinds.ts';
import { namedDockerfiles } from '../image/named-dockerfiles.ts';
import { publishedNames } from '../image/published-names.ts';
import { sameItems } from '../text/common-ends.ts';

export interface Published {
  readonly path: string;
  /** The file names the whole image; else only what its name begins with. */
  readonly whole: boolean;
}

export interface PublishedImages {
  /** Stores the text of a file, `undefined` removes it. Whether that changed the names. */
  put(path: string, text: string | undefined): boolean;
  /** Of several files the first by path. Names as Docker shows them, without tag; `acme/` for any image of a publisher. */
  find(image: string): Published | undefined;
}

export function publishedImages(): PublishedImages {
  const names = new Map<string, readonly string[]>();
  let paths: ReadonlyMap<string, string> | undefined;
  let publishers: ReadonlyMap<string, string> | undefined;
  const pathOf = (name: string): string | undefined => {
    paths ??= new Map(
      [...names]
        .sort(([a], [b]) => (a < b ? 1 : -1))
        .flatMap(([path, some]) => some.map((one): [string, string] => [one, path])),
    );
    return paths.get(name);
  };
  const pathOfPublisher = (publisher: string): string | undefined => {
    pathOf(publisher);
    publishers ??= new Map(
      [...(paths ?? [])].map(([name, path]): [string, string] => [name.slice(0, name.lastIndexOf('/') + 1), path]),
    );
    return publishers.get(publisher);
  };
  return {
    put(path, text) {
      if (!mayPublish(path)) return false;
      const now = text === undefined ? [] : [...publishedNames(text), ...namedDockerfiles(text, path)];
      if (sameItems(now, names.get(path) ?? [])) return false;
      if (now.length > 0) names.set(path, now);
      else names.delete(path);
      paths = undefined;
      publishers = undefined;
      return true;
    },
    find(image) {
      if (image.endsWith('/')) {
        const path = pathOfPublisher(image);
        return path === undefined ? undefined : { path, whole: false };
      }
      const whole = pathOf(image);
      if (whole !== undefined) return { path: whole, whole: true };
      for (let at = image.lastIndexOf('/'); at > 0; at = image.lastIndexOf('/', at - 1)) {
        const path = pathOf(image.slice(0, at + 1));
        if (path !== undefined) return { path, whole: false };
      }
      return undefined;
    },
  };
}
