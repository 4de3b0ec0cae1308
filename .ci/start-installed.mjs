/**
 * Runs `npm run restored` and then `dist/main.js` in the folder given, as production, against a mongod; exits 0 when the first does its work and the second
 * gets ready and stops on SIGTERM.
 */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { startMongod } from '../src/playground/mongod.ts';

const folder = process.argv[2];
const readyWithinMs = 60_000;
const stopWithinMs = 30_000;

const mongod = await startMongod({ say: console.log });
const slack = createServer((_, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ ok: true, team_id: 'T1', team: 'Team', user_id: 'U1', user: 'copydesk', bot_id: 'B1', url: 'https://team.slack.com/' }));
});
slack.listen(0, '127.0.0.1');
await once(slack, 'listening');
const port = await freePort();
const env = {
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  PORT: String(port),
  PUBLIC_URL: 'https://copydesk.example.com',
  MONGODB_URI: mongod.uri,
  ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  SLACK_SIGNING_SECRET: 'a-signing-secret',
  SLACK_BOT_TOKEN: 'xoxb-a-token',
  SLACK_API_URL: `http://127.0.0.1:${slack.address().port}/api/`,
};
const restored = await promisify(execFile)('npm', ['run', '-s', 'restored', '--', '--until', new Date().toISOString()], { cwd: folder, env }).then(
  ({ stdout }) => stdout,
  (error) => error.stderr,
);
console.log(restored);
if (!restored.includes('Now start Copydesk.')) {
  await mongod.stop();
  process.exit(1);
}
const app = spawn(process.execPath, ['dist/main.js'], { cwd: folder, stdio: 'inherit', env });
const ended = once(app, 'exit').then(([code, signal]) => code ?? signal);

let verdict = await Promise.race([ready(), ended.then((code) => `it ended with ${code} before it was ready`)]);
if (verdict === 'ready') {
  app.kill('SIGTERM');
  const code = await Promise.race([ended, later(stopWithinMs, 'nothing: it still runs')]);
  verdict = code === 0 ? 'ready and stopped' : `SIGTERM was answered by ${code}`;
}
console.log(verdict);
app.kill('SIGKILL');
await mongod.stop();
process.exit(verdict === 'ready and stopped' ? 0 : 1);

async function ready() {
  const until = Date.now() + readyWithinMs;
  while (Date.now() < until) {
    const status = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return 'ready';
    await later(200);
  }
  return `/health/ready did not answer 200 within ${readyWithinMs / 1000} s`;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address();
  server.close();
  return free;
}

function later(ms, value) {
  return new Promise((resolve) => setTimeout(resolve, ms, value));
}
