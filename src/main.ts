import { createApp } from './app.js';
import { ConfigError, readConfig } from './config.js';

try {
  const app = await createApp(readConfig());
  await app.start();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void app.stop().then(() => process.exit(0)));
} catch (error) {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}
