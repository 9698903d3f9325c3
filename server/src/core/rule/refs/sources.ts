/**
 * The tools and standards that rules refer to: their names, the form of their ids, their ignore comments that we read, and their known
 * ids.
 */
import { buildkit } from './known/buildkit.ts';
import { checkov } from './known/checkov.ts';
import { cisDocker } from './known/cis-docker.ts';
import { cisKubernetes } from './known/cis-kubernetes.ts';
import { cwe } from './known/cwe.ts';
import { datree } from './known/datree.ts';
import { dclint } from './known/dclint.ts';
import { gatekeeper } from './known/gatekeeper.ts';
import { hadolint } from './known/hadolint.ts';
import { kics } from './known/kics.ts';
import { kubeLinter } from './known/kube-linter.ts';
import { kubeScore } from './known/kube-score.ts';
import { kubescape } from './known/kubescape.ts';
import { kubesec } from './known/kubesec.ts';
import { kyverno } from './known/kyverno.ts';
import { nist800190 } from './known/nist800190.ts';
import { nsa } from './known/nsa.ts';
import { owaspDocker } from './known/owasp-docker.ts';
import { polaris } from './known/polaris.ts';
import { pssBaseline } from './known/pss-baseline.ts';
import { pssRestricted } from './known/pss-restricted.ts';
import { semgrep } from './known/semgrep.ts';
import { sonarIac } from './known/sonar-iac.ts';
import { tally } from './known/tally.ts';
import { trivy } from './known/trivy.ts';

/** How users of a tool suppress a check, where we read it. */
type IgnoreDialect = 'comment' | 'annotation';

interface Source {
  /** The source's own name. */
  readonly label: string;
  /**
   * Users migrate from a tool. A policy is a standard that consists of checks; the ids of any other standard are sections or
   * weaknesses.
   */
  readonly kind: 'tool' | 'policy' | 'standard';
  /** Matches a whole id in its usual spelling. */
  readonly form: RegExp;
  /** Matches an id of this tool and of no other, known or not. */
  readonly distinct?: RegExp;
  /** Reduces the spellings of an id to one. Gets the first word in lower case; without this function that is the result. */
  readonly normal?: (word: string) => string;
  readonly ignores: readonly IgnoreDialect[];
  /** One id a line, sorted. */
  readonly known: string;
}

const NUMBERED = /^(?:DL|SC)\d{4}$/i;
const TRIVY = /^(?:AVD-)?(?:DS|KSV|KCV)-?\d{3,5}$/i;
const CKV = /^CKV2?_[A-Z0-9]+_\d+$/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const KEBAB = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const SECTION = /^\d+(?:\.\d+)+$/;
const CAMEL = /^[a-z][A-Za-z]*(?:_[a-z]+)?$/;

/** Trivy's `AVD-DS-0002`, `DS-0002` and `DS002` are the same check. */
function normalTrivy(word: string): string {
  const numbered = /^(?:avd-)?([a-z]+)-?0*(\d+)$/.exec(word);
  return numbered ? `${numbered[1]}-${numbered[2]}` : word;
}

/** In the order of the tables in the manual. */
export const SOURCES = {
  hadolint: {
    label: 'hadolint',
    kind: 'tool',
    form: NUMBERED,
    distinct: NUMBERED,
    ignores: ['comment'],
    known: hadolint,
  },
  buildkit: { label: 'BuildKit', kind: 'tool', form: /^(?:[A-Z][A-Za-z]+)+$/, ignores: ['comment'], known: buildkit },
  trivy: {
    label: 'Trivy',
    kind: 'tool',
    form: TRIVY,
    distinct: TRIVY,
    normal: normalTrivy,
    ignores: ['comment'],
    known: trivy,
  },
  checkov: {
    label: 'Checkov',
    kind: 'tool',
    form: CKV,
    distinct: CKV,
    ignores: ['comment', 'annotation'],
    known: checkov,
  },
  // Ids are the UUIDs of queries.
  kics: { label: 'KICS', kind: 'tool', form: UUID, distinct: UUID, ignores: ['comment'], known: kics },
  'kube-linter': { label: 'kube-linter', kind: 'tool', form: KEBAB, ignores: ['annotation'], known: kubeLinter },
  'kube-score': { label: 'kube-score', kind: 'tool', form: KEBAB, ignores: [], known: kubeScore },
  // Ids are numbers of controls and names of rules.
  kubescape: {
    label: 'Kubescape',
    kind: 'tool',
    form: /^C-\d{4}$|^[A-Za-z][\w.-]*$/,
    distinct: /^C-\d{4}$/i,
    ignores: [],
    known: kubescape,
  },
  // An id is a policy, or a policy and one of its rules.
  kyverno: { label: 'Kyverno policies', kind: 'tool', form: /^[\w.-]+(?:\/[\w.-]+)?$/, ignores: [], known: kyverno },
  gatekeeper: { label: 'Gatekeeper library', kind: 'tool', form: /^[A-Z]\w+$/, ignores: [], known: gatekeeper },
  polaris: { label: 'Polaris', kind: 'tool', form: CAMEL, ignores: [], known: polaris },
  datree: { label: 'Datree', kind: 'tool', form: /^[A-Z][A-Z0-9_.]+$/, ignores: [], known: datree },
  // The last part of the rule's name. The registry puts the folders of the rule before it, separated by dots.
  semgrep: {
    label: 'Semgrep',
    kind: 'tool',
    form: KEBAB,
    normal: (word) => word.slice(word.lastIndexOf('.') + 1),
    ignores: ['comment'],
    known: semgrep,
  },
  // The number. SonarQube puts `docker:` or `kubernetes:` before it.
  'sonar-iac': {
    label: 'SonarQube',
    kind: 'tool',
    form: /^S\d+$/,
    normal: (word) => word.replace(/^(?:docker|kubernetes):/, ''),
    ignores: ['comment'],
    known: sonarIac,
  },
  tally: { label: 'tally', kind: 'tool', form: /^[a-z]+(?:\/[A-Za-z0-9-]+)+$/, ignores: ['comment'], known: tally },
  kubesec: { label: 'kubesec', kind: 'tool', form: /^[A-Z][A-Za-z]+$/, ignores: [], known: kubesec },
  dclint: { label: 'dclint', kind: 'tool', form: KEBAB, ignores: ['comment'], known: dclint },
  // The official ids of the checks.
  'pss-baseline': {
    label: 'Pod Security Standards, baseline',
    kind: 'policy',
    form: CAMEL,
    ignores: [],
    known: pssBaseline,
  },
  'pss-restricted': {
    label: 'Pod Security Standards, restricted',
    kind: 'policy',
    form: CAMEL,
    ignores: [],
    known: pssRestricted,
  },
  cisDocker: { label: 'CIS Docker Benchmark', kind: 'standard', form: SECTION, ignores: [], known: cisDocker },
  cisKubernetes: {
    label: 'CIS Kubernetes Benchmark',
    kind: 'standard',
    form: SECTION,
    ignores: [],
    known: cisKubernetes,
  },
  nsa: {
    label: 'NSA/CISA Kubernetes Hardening Guide',
    kind: 'standard',
    form: /^[A-Z][a-z-]+(?: [a-z]+)*$/,
    ignores: [],
    known: nsa,
  },
  nist800190: { label: 'NIST SP 800-190', kind: 'standard', form: SECTION, ignores: [], known: nist800190 },
  owaspDocker: {
    label: 'OWASP Docker Security, rule',
    kind: 'standard',
    form: /^\d{1,2}a?$/,
    ignores: [],
    known: owaspDocker,
  },
  cwe: { label: 'CWE', kind: 'standard', form: /^CWE-\d+$/, ignores: [], known: cwe },
} as const satisfies Readonly<Record<string, Source>>;

export type SourceName = keyof typeof SOURCES;

type Sources = typeof SOURCES;
/** Tools that users migrate from; standards are left out. */
export type ToolName = { [Name in SourceName]: Sources[Name]['kind'] extends 'tool' ? Name : never }[SourceName];
/** Tools whose ignore comments or annotations are read. */
export type Neighbour = { [Name in ToolName]: Sources[Name]['ignores'] extends readonly [] ? never : Name }[ToolName];

export const sourceNames = Object.keys(SOURCES) as readonly SourceName[];
export const sourceOf = (name: SourceName): Source => SOURCES[name];
export const toolNames = sourceNames.filter((name): name is ToolName => SOURCES[name].kind === 'tool');
export const neighbourNames = toolNames.filter((name): name is Neighbour => SOURCES[name].ignores.length > 0);

/** The id in the spelling used for comparison; the empty text for an empty id. */
export function normalId(name: SourceName, id: string): string {
  const word = /^\s*(\S*)/.exec(id)?.[1]?.toLowerCase() ?? '';
  return sourceOf(name).normal?.(word) ?? word;
}

const known = new Map<SourceName, ReadonlySet<string>>();

/** Every known id of a source, in the source's spelling. Parsed on first use. */
export function knownIds(name: SourceName): ReadonlySet<string> {
  const found = known.get(name) ?? new Set(SOURCES[name].known.trim().split('\n'));
  known.set(name, found);
  return found;
}
