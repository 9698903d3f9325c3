/**
 * What is too large or too deep to analyse. Beyond a limit there is a problem (`YamlProblem`), never silence and never a crash:
 * nesting of some thousand levels aborts the process in many YAML readers, and dense text costs about 0.2 ms per KB to read.
 */
export const limits = {
  /** UTF-16 units of one file; the host refuses larger ones before reading them. */
  file: 10 * 1024 * 1024,
  /** UTF-16 units of one Dockerfile; those of real projects stay below a tenth of it. */
  dockerfile: 1024 * 1024,
  /** UTF-16 units of one document of a stream. */
  document: 2 * 1024 * 1024,
  /** Tokens of one document: ordinary YAML has about 300 per KB, a list of single digits four times as many. */
  lexemes: 600_000,
  /** Collections within one another; Kubernetes' own deepest schema needs fewer than 40. */
  depth: 200,
  /** Nodes there would be if every alias were written out: bounds what any walk through aliases can cost ("billion laughs"). */
  expandedNodes: 1_000_000,
  /** Problems kept per document: one broken line can cause thousands. */
  problems: 50,
} as const;
