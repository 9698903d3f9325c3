/** Answers why a file is not checked, or as what it is checked, in plain sentences. */
import { excludeLine } from '../core/config/exclude-line.ts';
import { CONFIG_NAME } from '../core/config/settings.ts';
import type { FileReport } from '../core/engine/report.ts';
import { classify, type FileKind } from '../core/files/classify.ts';
import { isJudged, isRead, isSkippedFolder } from '../core/files/file-kinds.ts';
import { oneLine } from '../core/report/escape.ts';
import { posix } from '../core/text/paths.ts';
import { gitIgnores } from '../core/workspace/git-ignores.ts';
import { configOf } from './diagnostics.ts';
import { isReadHere } from './environment-files.ts';
import type { WhyNotChecked } from './overview.ts';
import type { Session } from './session.ts';
import type { Place } from './workspaces.ts';

const KINDS: Readonly<Record<FileKind, string>> = {
  dockerfile: 'a Dockerfile',
  compose: 'a Compose file',
  kubernetes: 'Kubernetes manifests',
  'helm-template': 'a template of a Helm chart',
  'helm-values': 'values of a Helm chart',
  kustomization: 'a kustomization',
  daemon: 'the settings of a Docker daemon',
  'docker-config': 'the settings of a Docker client',
  distribution: 'the configuration of a K3s or RKE2 node',
  bake: 'a Bake file',
  'containers.conf': 'the settings of Podman’s containers',
  'registries.conf': 'the registries of Podman',
  'policy.json': 'the signatures that Podman asks for',
  config: 'the configuration of Seaworthy',
  env: 'an environment file',
  other: 'another kind of file',
};

/** Answers `seaworthy/whyNotChecked`. `isReading`: whether a folder is still being read. */
export function whyNotChecked(session: Session, uri: unknown, isReading: boolean): WhyNotChecked {
  session.flush();
  const place = session.workspaces.locate(uri);
  if (!place) return not('Seaworthy checks files and new documents, not documents of this kind of address.');
  const { workspace, path } = place;
  if (!workspace.settings.enable) return not('The setting `seaworthy.enable` is off for this folder.');
  const text = workspace.engine.textOf(path);
  const config = configAddress(place);
  if (text === undefined) return { checked: false, sentences: [whyNotRead(place, isReading)], config };
  const report = session.report(place);
  if (!report) return { checked: false, sentences: ['Seaworthy failed on this file; the log says where.'], config };
  if (posix.basename(path) === CONFIG_NAME || workspace.named?.path === path)
    return { checked: true, sentences: ['This is the configuration of Seaworthy: errors in it are reported.'], config };
  const excluded = report.config.exclude(path) ? excludedBy(place) : undefined;
  if (excluded !== undefined) return { checked: false, sentences: [excluded], config };
  const kind = classify(path, text);
  if (!report.judged) return { checked: false, sentences: [notOurs(path, kind)], config };
  return { checked: true, sentences: [...howChecked(place, report, kind)], config };
}

const not = (sentence: string): WhyNotChecked => ({ checked: false, sentences: [sentence] });

function configAddress(place: Place): string | undefined {
  const path = configOf(place);
  return path === undefined ? undefined : place.workspace.uriOf(path);
}

/** Why the engine does not hold the file. */
function whyNotRead({ workspace, path }: Place, isReading: boolean): string {
  const unreadable = workspace.unreadable.get(path);
  if (unreadable !== undefined) return `The file ${oneLine(unreadable)}.`;
  const skipped = path.split('/').slice(0, -1).find(isSkippedFolder);
  if (skipped !== undefined) return `Files in \`${skipped}\` are never read.`;
  if (!isReadHere({ workspace, path })) return UNKNOWN_NAME;
  if (workspace.folder === undefined)
    return 'The file lies outside of the folders of the workspace: it is checked only while it is open.';
  if (gitIgnores(workspace.engine.index, path)) return 'Git ignores the file: it is checked only while it is open.';
  if (isReading) return 'The folder is still being read.';
  return 'The file was not found when its folder was read: it does not exist, or it is a symbolic link.';
}

const UNKNOWN_NAME =
  'Its name is not that of a file that Seaworthy reads: a Dockerfile, YAML or JSON, an environment file (`.env`, or any name that `env_file` of a service has), credentials of Docker or Kubernetes.';

/** Why no rule checks a file that the engine holds. */
function notOurs(path: string, kind: FileKind): string {
  if (kind !== 'other') return `The file is ${KINDS[kind]}, in which Seaworthy finds nothing to check.`;
  if (!isRead(path)) return UNKNOWN_NAME;
  if (!isJudged(path)) return 'No rule is about files of this name. Seaworthy reads the file to check others.';
  return 'Its text is not that of a Compose file, of Kubernetes manifests, or of another kind of file that Seaworthy checks.';
}

/** The sentence that says what excludes a file. */
export function excludedBy(place: Place): string {
  const { workspace, path } = place;
  const config = configOf(place);
  const text = config === undefined ? undefined : workspace.engine.textOf(config);
  const isNamed = config === workspace.named?.path;
  const folder = config === undefined || isNamed ? '' : posix.dirname(config);
  const found = excludeLine(
    (isNamed ? workspace.named?.text : text) ?? '',
    path.slice(folder === '' ? 0 : folder.length + 1),
  );
  const where = found ? `, line ${found.line}: \`${found.pattern}\`` : '';
  return oneLine(`The configuration excludes the file (\`exclude\` in ${config ?? CONFIG_NAME}${where}).`);
}

function* howChecked(
  place: Place,
  { config, unread, findings, leftOut }: FileReport,
  kind: FileKind,
): Generator<string> {
  const { workspace, path } = place;
  yield `Seaworthy checks this file${kind === 'other' ? '' : ` as ${KINDS[kind]}`}${findings.length > 0 ? '' : ' and finds nothing'}.`;
  const from = configOf(place);
  const profile = `the profile \`${config.settings.profile}\``;
  yield from === undefined
    ? `It uses ${profile}; no \`${CONFIG_NAME}\` applies.`
    : `It uses ${profile} and the configuration ${oneLine(from)}.`;
  if (config.lowersSome && config.lowers(path))
    yield 'Its findings are one severity lower, since its path is that of tests, copies or renderings (`lowerSeverity`).';
  const [first] = unread.toSorted((a, b) => a.at.start - b.at.start);
  if (first)
    yield `It was not fully read: line ${workspace.lines(path).position(first.at.start).line + 1}: ${oneLine(first.message)}.`;
  const [lacks, ...more] = leftOut();
  if (lacks) {
    const rest = more.length > 0 ? ` (and ${more.length} more)` : '';
    yield `Line ${workspace.lines(path).position(lacks.at.start).line + 1}: ${lacks.message}${rest}.`;
  }
}
