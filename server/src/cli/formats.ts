/** How findings are printed. */
export const FORMATS = [
  ...([
    'text',
    'json',
    'jsonl',
    'sarif',
    'github',
    'gitlab',
    'gitlab-sast',
    'junit',
    'checkstyle',
    'markdown',
  ] as const),
];
export type Format = (typeof FORMATS)[number];

/** How a compliance report is printed. */
export const REPORT_FORMATS = ['html', 'markdown', 'json'] as const;
