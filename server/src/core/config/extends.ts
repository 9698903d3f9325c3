/** Where the configurations are that another one extends. They are read as data, never run. */
import { posix } from '../text/paths.ts';
import { mergeConfigs } from './merge.ts';
import { CONFIG_NAME, type FileConfig } from './settings.ts';

/** The paths at which to look, the first first, or what is wrong with the text. All of them lie in the workspace. */
export function extendedPaths(
  from: string,
  text: string,
): { readonly paths: readonly string[] } | { readonly wrong: string } {
  const folder = posix.dirname(from);
  if (/^\.\.?\//.test(text)) {
    const path = posix.join(folder, text);
    return posix.isInside(path) ? { paths: [path] } : { wrong: 'leads out of the workspace' };
  }
  const name = /^(@[\w.~-]+\/[\w.~-]+|[\w~-][\w.~-]*)((?:\/[\w.~-]+)*)$/.exec(text);
  if (!name || text.split('/').some((part) => part === '..' || part === '.'))
    return { wrong: 'is neither a path that begins with `./` or `../` nor the name of an npm package' };
  const below = `${name[1]}${name[2] || `/${CONFIG_NAME}`}`;
  const paths: string[] = [];
  for (let here = folder; ; here = posix.dirname(here)) {
    paths.push(posix.join(here, `node_modules/${below}`));
    if (here === '') return { paths };
  }
}

/** `over` extends `under`: as layers, but entries of `podTemplates`, `overrides` and `ignore` are joined. */
export function extended(under: FileConfig, over: FileConfig): FileConfig {
  const { extends: _, ...rest } = mergeConfigs<FileConfig>(under, over);
  return {
    ...rest,
    ...(under.overrides && { overrides: [...under.overrides, ...(over.overrides ?? [])] }),
    ...(under.podTemplates && { podTemplates: [...under.podTemplates, ...(over.podTemplates ?? [])] }),
    ...(under.ignore && { ignore: [...under.ignore, ...(over.ignore ?? [])] }),
  };
}
