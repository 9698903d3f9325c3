/** Tools whose findings a user may see beside ours, and what they check: for the setting `seaworthy.hideAlsoReportedBy`. */
import type { ToolName } from '../core/rule/refs/sources.ts';

export type Format = 'dockerfile' | 'compose' | 'kubernetes';
export type Reads = Readonly<Partial<Record<Format, RegExp>>>;

/** Any id of the tool. */
const ANY = /^/;

/**
 * The formats that a tool checks, and which of its ids are checks of that format. Left out are tools whose ids do not tell the format
 * (KICS, Semgrep, SonarQube).
 */
export const READS = {
  hadolint: { dockerfile: ANY },
  buildkit: { dockerfile: ANY },
  tally: { dockerfile: ANY },
  trivy: { dockerfile: /^(?:AVD-)?DS/i, kubernetes: /^(?:AVD-)?K[SC]V/i },
  checkov: { dockerfile: /^CKV2?_DOCKER_/, kubernetes: /^CKV2?_K8S_/ },
  dclint: { compose: ANY },
  'kube-linter': { kubernetes: ANY },
  'kube-score': { kubernetes: ANY },
  kubescape: { kubernetes: ANY },
  kyverno: { kubernetes: ANY },
  gatekeeper: { kubernetes: ANY },
  polaris: { kubernetes: ANY },
  datree: { kubernetes: ANY },
  kubesec: { kubernetes: ANY },
} as const satisfies Partial<Record<ToolName, Reads>>;

export type HidingTool = keyof typeof READS;

/** The tools that the setting may name. */
export const HIDING_TOOLS = Object.keys(READS) as readonly HidingTool[];
