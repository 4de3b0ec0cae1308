import { serveBench } from './server-process.js';

await import('../../src/main.js');
serveBench(Number(process.env.PORT), () => process.kill(process.pid, 'SIGTERM'));
