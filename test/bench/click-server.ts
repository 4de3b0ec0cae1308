import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { noopPlatform } from './noop-platform.js';
import { serveBench } from './server-process.js';

/** Copydesk as it is, except that publishing on a Facebook Page takes no time: a spike is then Copydesk's own work, not the stand-in's. */
const app = await createApp(readConfig(), {
  publishing: (deps) => ({ ...deps, platforms: new Map([['facebook', { ...noopPlatform(0, () => {}), id: 'facebook', family: 'meta' }]]) }),
});
const { port } = await app.start();
serveBench(port, () => void app.stop().finally(() => process.exit(0)));
