/**
 * What GitLab's schema of SAST reports asks of the parts that we write, in our words. Source: `sast-report-format.json` 15.2.1 in gitlabhq/gitlabhq,
 * read on 2026-11-30.
 */
const text = (maxLength?: number) => ({ type: 'string', minLength: 1, ...(maxLength && { maxLength }) });
const time = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$' };
const line = { type: 'number' };

const object = (required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}) => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...optional },
  // The schema permits more: a part that it does not know is our mistake.
  additionalProperties: false,
});
const list = (items: object, minItems = 0) => ({ type: 'array', items, minItems });

const program = object({ id: text(), name: text(), version: text(), vendor: object({ name: text() }) });

export const SAST_SCHEMA = object({
  version: { type: 'string', pattern: '^15\\.\\d+\\.\\d+$' },
  scan: object(
    {
      ...{ analyzer: program, scanner: program, start_time: time, end_time: time, type: { const: 'sast' } },
      status: { enum: ['success', 'failure'] },
    },
    { messages: list(object({ level: { enum: ['info', 'warn', 'fatal'] }, value: text() })) },
  ),
  vulnerabilities: list(
    object(
      {
        id: text(),
        identifiers: list(object({ type: text(), name: text(), value: text() }), 1),
        location: object({ file: text(), start_line: line, end_line: line }),
      },
      {
        ...{ name: text(255), description: text(1_048_576), solution: text(7000) },
        severity: { enum: ['Info', 'Unknown', 'Low', 'Medium', 'High', 'Critical'] },
      },
    ),
  ),
});
