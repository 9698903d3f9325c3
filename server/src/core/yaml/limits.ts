/**
 * Limits on the size and the depth of what we analyse. Text beyond a limit gives a `YamlProblem`: it is neither ignored nor does it crash.
 * Some thousand nested levels abort the process in many YAML readers, and dense text takes about 0.2 ms per KB to read.
 */
export const limits = {
  /** UTF-16 units of one file; the host refuses larger ones before reading them. */
  file: 10 * 1024 * 1024,
  /** UTF-16 units of one Dockerfile. Real projects stay below a tenth of it. */
  dockerfile: 1024 * 1024,
  /** UTF-16 units of one document of a stream. */
  document: 2 * 1024 * 1024,
  /** Tokens of one document: ordinary YAML has about 300 per KB, a list of single digits four times as many. */
  lexemes: 600_000,
  /** Nested collections. The deepest schema of Kubernetes itself needs fewer than 40. */
  depth: 200,
  /** Nodes after every alias is replaced by its anchor's node. Bounds the cost of every walk through aliases ("billion laughs"). */
  expandedNodes: 1_000_000,
  /** Problems kept per document: one broken line can cause thousands. */
  problems: 50,
} as const;
