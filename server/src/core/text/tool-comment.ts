/** Comments that programs read: they say nothing to a reader about the file or the setting beside them. */

const FOR_TOOL =
  /(?:^|#)\s*(?:(?:seaworthy|expect|hadolint|checkov|trivy|kics-scan|dclint|tally|semgrep|kube-linter|yamllint|prettier)[: -]+\S|(?:check|syntax|escape)\s*=|nosec\b|nosem(?:grep)?\b|nosonar\b|nolint\b|noqa\b|yaml-language-server\b|renovate\b|\$schema\b)/i;

/** Whether a comment, with or without its `#`, is for a program: `# checkov:skip=CKV_K8S_16`, `# renovate: datasource=docker`. */
export const isForTool = (comment: string): boolean => FOR_TOOL.test(comment);
