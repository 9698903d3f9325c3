export { storesHere } from './download.ts';
export { type EffectiveCommand, effectiveCommands } from './effective.ts';
export { runsBitnamiService, runsImageEntrypoint, scriptRunsImageEntrypoint } from './image-entrypoint.ts';
export { lastingVariables } from './lasting-variables.ts';
export { joinContinuations, type MappedText, mapped } from './mapped-text.ts';
export { languageOf, type ShellLanguage } from './names.ts';
export { nodeCommands, type PackageScripts, packageScripts } from './node-runners.ts';
export { hasFlag, knownStart, optionValue, wordAfter } from './options.ts';
export { parseShell, splitWords } from './parse.ts';
export { parseScript } from './parse-script.ts';
export {
  buildTool,
  endsInWebServer,
  installsForAll,
  isWebServer,
  onlyWebServers,
  rootWork,
  writtenPaths,
} from './root-work.ts';
export type {
  Separator,
  ShellAssignment,
  ShellCommand,
  ShellRedirect,
  ShellScript,
  ShellWord,
  WordPart,
} from './syntax.ts';
export { changesUser, scriptChangesUser, scriptsRun } from './user-change.ts';
export { type WrittenText, writtenFiles, writtenTexts } from './written-text.ts';
