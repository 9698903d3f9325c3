/** The definition of a rule: metadata, and one generator function for each kind of subject that it checks. */
import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import type { ComposeUnit, Service } from '../domain/compose.ts';
import type { Container } from '../domain/container.ts';
import type { ImageUse } from '../domain/image-use.ts';
import type { KubernetesObject, Workload } from '../domain/kubernetes.ts';
import type { Place, Unit } from '../domain/unit.ts';
import type { PodmanFile } from '../files/podman-file.ts';
import type { HostNeed } from '../image/knowledge/host-agent-rows.ts';
import type { TrustPolicy } from '../image/trust/trust.ts';
import type { KindName, TypedObjects } from '../kubernetes/kind/typed-object.ts';
import type { SettingName } from '../platform/setting.ts';
import type { SecretSettings } from '../secrets/settings.ts';
import type { SecretSite } from '../secrets/sites/site.ts';
import type { Day } from '../text/day.ts';
import type { Span, TextEdit } from '../text/span.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import type { NamespaceIsolation } from '../workspace/isolation.ts';
import type { Found } from '../yaml/lens.ts';
import type { Concern } from './concerns.ts';
import type { Effect } from './effect.ts';
import type { Refs } from './refs/refs.ts';

/** `concern/smell`, for instance `user/root-user`. */
export type RuleId = `${Concern}/${string}`;
export type { Concern } from './concerns.ts';
export type { Refs } from './refs/refs.ts';
export type Severity = 'error' | 'warning' | 'info' | 'hint';
export type Confidence = 'high' | 'medium' | 'low';
/** Each includes the ones before it. */
export type Profile = 'default' | 'strict' | 'audit';
/** `safe`: same behaviour apart from the weakness. `review`: a person must look (users, read-only file systems, secrets, policies). */
export type Safety = 'safe' | 'review';
export type Tag =
  | 'dockerfile'
  | 'compose'
  | 'kubernetes'
  | 'daemon'
  | 'podman'
  | 'cross-file'
  | 'supply-chain'
  | 'isolation'
  | 'least-privilege'
  | 'credentials'
  | 'exposure'
  | 'denial-of-service';

/** Options of a rule: name → kind, default and meaning. */
export type OptionsSchema = Readonly<
  Record<
    string,
    | { readonly type: 'boolean'; readonly default: boolean; readonly description: string }
    | { readonly type: 'number'; readonly default: number; readonly description: string }
    | { readonly type: 'strings'; readonly default: readonly string[]; readonly description: string }
  >
>;
export type OptionValues = Readonly<Record<string, boolean | number | readonly string[]>>;

/** Rules whose findings about one container are folded together. */
export type Group = 'hardening';

export interface RuleMeta {
  readonly id: RuleId;
  readonly title: string;
  /** Markdown, 2–4 sentences: describes the attack, not the rule. */
  readonly why: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly profile: Profile;
  /** The best fix that the rule offers; checked by a test. */
  readonly fix: Safety | 'none';
  /** The engine folds missing settings of one container into one finding, except in the audit profile. */
  readonly group?: Group;
  /** The engine joins the findings of a file about the same value (`Finding.secretHash`), also those of different rules with this mark. */
  readonly joinsSameSecret?: true;
  /**
   * The setting that the rule is about. Where the platform of a container or workload does not read it, the engine does not run the rule;
   * where the platform sets it by itself, the engine drops findings with `absent`.
   */
  readonly setting?: SettingName;
  /** What of the host the rule objects to: findings about agents that need it are hints of the strict profile, without a fix. */
  readonly hostNeed?: HostNeed;
  /** Another rule: where it finds something in the same place, at least as severe, this one reports nothing. */
  readonly yieldsTo?: RuleId;
  /** For the prover: the keys of settings under which the rule says nothing, or only in a stricter profile, since what it is about has no effect. */
  readonly mutedBy?: string | readonly string[];
  /** This rule has no check of its own: the engine reports the folded findings of the group under it. */
  readonly folds?: Group;
  /** This rule has no check of its own: the engine reports under it what is wrong with ignore comments. */
  readonly aboutIgnores?: 'unused' | 'unknown-name' | 'no-reason';
  readonly tags: readonly Tag[];
  /** The same check in other tools, as their users write it in ignore comments and configuration, and in standards. */
  readonly refs: Refs;
  /** The version that introduced the rule: `0.1.0`. */
  readonly since: string;
  readonly options?: OptionsSchema;
}

/** `object:KIND`: every object of a kind with a file in `kubernetes/kinds`, as that file reads it. */
type ObjectSubjects = { readonly [Name in KindName as `object:${Name}`]: TypedObjects[Name] };

/** The subjects of rules. A rule uses the most specific subject that has what it needs. */
export interface Subjects extends ObjectSubjects {
  dockerfile: Dockerfile;
  /** Every stage, in order. */
  stage: Stage;
  /** Every instruction, including those of ONBUILD triggers. */
  instruction: Instruction;
  /** Every image reference in any file. */
  image: ImageUse;
  /** Every Compose service and every container of a pod. */
  container: Container;
  service: Service;
  compose: ComposeUnit;
  workload: Workload;
  /** Every Kubernetes object. */
  object: KubernetesObject;
  /** The settings of Docker's daemon: `daemon.json`. */
  daemon: Found;
  /** A file with the settings of Podman. */
  podman: { readonly file: PodmanFile; readonly root: Found };
  /** The settings of a K3s or RKE2 node. */
  distribution: Found;
  /** Every place that may hold a literal secret, as far as the detectors know. */
  secret: SecretSite;
}
export type Subject = keyof Subjects;

export interface Context {
  readonly unit: Unit;
  readonly options: OptionValues;
  readonly settings: Settings;
  /** Facts of the other files. Reading it makes the finding depend on the workspace, so read it last. */
  readonly workspace: WorkspaceIndex;
}

/** The part of the configuration that rules read. */
export interface Settings {
  /** The day as of which files are judged: a rule's only clock. */
  readonly today: Day;
  readonly profile: Profile;
  readonly images: TrustPolicy;
  readonly podSecurity:
    | { readonly level: 'privileged' | 'baseline' | 'restricted'; readonly version: string }
    | undefined;
  readonly secrets: SecretSettings;
}

export interface Related {
  readonly place: Place;
  readonly message: string;
  /** The finding is about this place too: it has the same problem. Else the place explains the finding. */
  readonly affected?: true;
}

export interface Finding {
  /** The smallest thing the reader must change. */
  readonly at: Span;
  /** States the problem with its evidence; backticks around code, no trailing full stop, never a secret's value. */
  readonly message: string;
  readonly related?: readonly Related[];
  /** How far a suppression reaches; the subject's own span by default. */
  readonly covers?: Span;
  /** The first is preferred. A function, called when a host asks for the fixes, where they cost more than the finding: see `fixesOf`. */
  readonly fixes?: readonly Fix[] | (() => readonly Fix[]);
  /** If it differs from the rule's own. */
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  /** The lowest profile that reports it; the rule's own by default. */
  readonly profile?: Profile;
  /** The lowest profile that reports it in files where findings are one severity lower (`lowerSeverity`), such as tests; strict if absent. */
  readonly whereLowered?: Profile;
  /** In such files it has no fix, since they are started as they are. */
  readonly noFixWhereLowered?: true;
  /** A setting is missing (see `RuleMeta.group`). The engine drops the finding where the subject was not read to its end. */
  readonly absent?: boolean;
  /** Findings of the rule in a file with the same text here have one cause: the file has one, with the other places, and each place its fixes. */
  readonly sameCause?: string;
  /** The hash that the quick fix adds to the allowed values: see `valueHash`. Never the value. */
  readonly secretHash?: () => string;
  /** The text itself shows the problem, whatever it is called. Ignore comments for checks that judge names do not cover it. */
  readonly evidence?: 'value';
  /** It is about a secret that is a well-known word or made of words: it may stand in for one that its user sets. */
  readonly standsIn?: true;
  /** The text does nothing, so an editor may fade it. */
  readonly unnecessary?: true;
  /** Further ids that ignore or configure it (the members of a fold). */
  readonly members?: readonly RuleId[];
}

export interface Fix {
  /** Imperative: 'Pin to `1.27`'. */
  readonly title: string;
  /**
   * The title of the same fix in several places of the file (2 or more). A rule about images gives it where its fix changes one place: the engine
   * joins the findings of a file about one image, with their fixes.
   */
  readonly titleFor?: (places: number) => string;
  readonly safety: Safety;
  /** The manual steps that remain, shown with the fix. Several are separated by `; `; no trailing full stop. */
  readonly note?: string;
  /** It may stop the program of the container, because what that needs is not known. A fix for several settings leaves it out. */
  readonly alone?: true;
  /** The fixes that this one combines. Each is computed on the text that the previous ones produced. */
  readonly steps?: readonly { readonly rule: RuleId; readonly fix: Fix }[];
  /** The only meaning of a mistyped word: an editor may preselect the fix, although it is a guess. */
  readonly likely?: true;
  /** What it changes, and nothing else: the prover compares. A fix that combines others has their effects. */
  readonly effect?: readonly Effect[];
  /** Computed when called. Empty: the fix is impossible and is not offered. */
  readonly change: () => readonly Change[];
}

/** The fixes of a finding for the present state of the workspace. */
export const fixesOf = ({ fixes = [] }: Pick<Finding, 'fixes'>): readonly Fix[] =>
  typeof fixes === 'function' ? fixes() : fixes;
/** An edit of the finding's own unit, of another unit, or of a whole other file. */
export type Change =
  | TextEdit
  | { readonly unit: Unit; readonly edits: readonly TextEdit[] }
  /** A new file. If the file exists, `append` adds `text` at its end, after a newline. */
  | { readonly file: string; readonly text: string; readonly ifExists: 'append' | 'skip' };
export type Check<S extends Subject> = (subject: Subjects[S], ctx: Context) => Iterable<Finding>;
export type Checks = { readonly [S in Subject]?: Check<S> };
/** A finding of a rule that checks all files together. `place` and `whole` are objects of the facts, which stay current when files are edited. */
export type WorkspaceFinding = Omit<Finding, 'at' | 'covers'> & {
  readonly place: Place;
  readonly whole: Place;
  readonly route: string;
};
/** Judges the workloads of one namespace, from all files. It runs again only if a question that it asked may be answered differently. */
export type WorkspaceCheck = (space: NamespaceIsolation, ctx: WorkspaceContext) => Iterable<WorkspaceFinding>;

export interface WorkspaceContext extends Omit<Context, 'unit'> {
  /** Whether a finding at this place would be reported: the file is not excluded, the rule is on, and no comment suppresses it. */
  readonly wouldReport: (at: { readonly place: Place; readonly whole: Place }) => boolean;
}

export interface Rule {
  readonly meta: RuleMeta;
  readonly checks: Checks;
  readonly workspace: WorkspaceCheck | undefined;
}

/** Defines a rule. `checks` has one generator for each kind of subject; `workspace` checks each namespace of all files. */
export function rule(meta: RuleMeta, checks: Checks & { readonly workspace?: WorkspaceCheck }): Rule {
  const { workspace, ...perSubject } = checks;
  return { meta, checks: perSubject, workspace };
}
