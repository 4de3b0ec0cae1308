import { readConfig } from './config.js';
import { rotateKeys } from './rotate-keys-command.js';

try {
  const { mongodbUri, encryptionKeys } = readConfig();
  process.stdout.write(`${await rotateKeys(mongodbUri, encryptionKeys)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
