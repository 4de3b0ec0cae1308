import { readConfig } from './config.js';
import { LANGUAGES, speak } from './language/index.js';
import { holdWhatMayBeOut, readUntil } from './restored-command.js';

try {
  const until = readUntil(process.argv.slice(2), new Date());
  const { mongodbUri, language } = readConfig();
  speak(language, LANGUAGES[language]);
  process.stdout.write(`${await holdWhatMayBeOut(mongodbUri, until)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
