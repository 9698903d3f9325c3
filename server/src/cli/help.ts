/** The text of `--help`. */
import { STANDARD_NAMES } from './options.ts';

export const HELP = `Seaworthy: container security for Dockerfiles, Compose files and Kubernetes YAML

usage:
  seaworthy check [PATH…|-]       check files and folders (the current folder by default; - is standard input)
  seaworthy init [DIR]            write a first .seaworthy.yaml for what a folder holds
  seaworthy config --print FILE   print the configuration of a file, with the origin of every value (--format text|json)
  seaworthy baseline [DIR]        write the findings of a folder to its .seaworthy-baseline.json, so that only new ones are reported
  seaworthy suppressions [DIR]    list what is ignored, where, why and until when (--format text|json; --since REV tells older from newer)
  seaworthy report [PATH…]        compare files and folders with a standard (--standard)
  seaworthy merge FILE…           make one report of those of all parts of a check (--shard), json or sarif (--output FILE)
  seaworthy install-hook          check what is staged before each commit of the current git repository
  seaworthy rules                 list the rules
  seaworthy explain RULE          print a rule's page
  seaworthy lsp [--stdio]         run the language server on standard input and output

options of check:
  --format FORMAT                 how to print findings: text (the default), json, jsonl, sarif, github, gitlab,
                                  gitlab-sast, junit, checkstyle, markdown
  --output FILE                   write the report to a file
  --profile default|strict|audit  how much to report
  --config FILE                   use this configuration instead of the nearest .seaworthy.yaml
  --workspace DIR                 read this folder as context (default: the given folders)
  --fail-on error|warning|info|never   exit with 1 on findings of this severity or higher (warning)
  --fail-on-partial               also exit with 2 if a file was read only in part
  --today YYYY-MM-DD              judge files as of this day (default: the current day in UTC)
  --staged                        check what is staged in git
  --since REV|merge-base[:BRANCH] report what changed since a commit of git: new findings, and those on edited lines
  --shard I/N                     report on a part of the files; all are read
  --show-suppressed               with --format sarif: list what ignore comments suppress, with the reasons
  --fix                           apply all safe fixes
  --fix=review                    ask in the terminal for each fix: yes, no, other fix, all of this rule, quit
  --fix-rule RULE                 apply the fixes of one rule, safe or not
  --dry-run                       with --fix or --fix-rule: print the changes as a diff, write nothing
  --stdin-filename NAME           file name for the text from standard input
  --no-baseline                   report the findings of the baseline too
  --timing                        print to standard error how long the phases and rules take
  --no-color                      print without colors
options of baseline (and --profile, --config, --today):
  --prune                         only take out the entries that are mended
  --reason TEXT, --owner NAME, --until YYYY-MM-DD   for the new entries
options of report: --output, --config, --workspace, --today, --fail-on-partial, and
  --standard NAME                 ${STANDARD_NAMES.join(', ')}
  --format html|markdown|json     how to print the report: html by default
options of rules:
  --format text|json

  -h, --help    -V, --version

exit codes: 0 no findings, 1 findings, 2 wrong usage or configuration, file not read, file or output not written,
            3 internal error
`;
