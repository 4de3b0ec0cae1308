import { readConfig } from './config.js';
import { exportTo, readExportArgs } from './export-command.js';

try {
  process.stdout.write(`${await exportTo(readConfig().mongodbUri, readExportArgs(process.argv.slice(2)))}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
