import type { Lens } from '../../yaml/lens.ts';

/**
 * Settings of log shippers for what they write: `pos_file /var/log/app.pos`. Sources, read on 2026-11-29: Fluentd, "tail" (`pos_file`) and "file" buffer
 * (`path`); Fluent Bit, "Tail" (`DB`) and "Buffering" (`storage.path`); Promtail, "Configuration" (`positions`); Filebeat, "Project paths"
 * (`path.data`, `registry.path`); Vector, "Global options" (`data_dir`); OpenTelemetry Collector, "File Storage" (`directory`).
 */
const STATE =
  /^[ \t]*(?:-[ \t]+)?(?:pos_file|DB|storage\.path|path\.data|(?:filebeat\.)?registry(?:\.path|_file)|data_dir|positions:\s+filename|file_storage(?:\/\w+)?:\s+directory|path(?=[ \t]+\S*buffer))[ \t]*[:=]?[ \t]*["']?(\/[^\s"']+)/gim;

/** The absolute paths that the values of a ConfigMap name as the state of a log shipper. Sorted. */
export const stateFilesIn = (configMap: Lens): string[] =>
  [
    ...new Set(
      configMap
        .get('data')
        .entries()
        .flatMap(({ text = '' }) => [...text.slice(0, MAX_LENGTH).matchAll(STATE)].flatMap(([, path]) => path ?? [])),
    ),
  ].sort();

/** Longer texts are data rather than settings. */
const MAX_LENGTH = 100_000;
