// Loaded into a program of Node by `--import`: writes the most memory that it used, in bytes, to the file BENCH_MEMORY when it ends.
import { writeFileSync } from 'node:fs';

process.on('exit', () => writeFileSync(process.env.BENCH_MEMORY, String(process.resourceUsage().maxRSS * 1024)));
