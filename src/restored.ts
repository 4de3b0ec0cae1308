import { readConfig } from './config.js';
import { holdWhatMayBeOut, readUntil } from './restored-command.js';

try {
  const until = readUntil(process.argv.slice(2), new Date());
  process.stdout.write(`${await holdWhatMayBeOut(readConfig().mongodbUri, until)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
