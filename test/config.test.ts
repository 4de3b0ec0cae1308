import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig } from '../src/config.js';

const key = randomBytes(32).toString('base64');
const enough = {
  MONGODB_URI: 'mongodb://user:pass-word@127.0.0.1:27017/copydesk?replicaSet=rs0',
  ENCRYPTION_KEYS: `k1:${key}`,
  SLACK_SIGNING_SECRET: 'signing-secret-value',
  SLACK_BOT_TOKEN: 'xoxb-1-token-value',
};

describe('readConfig', () => {
  test('the least one can set gives one workspace over HTTP, with every connector not set up', () => {
    const config = readConfig(enough);
    expect(config).toMatchObject({ publicUrl: 'http://localhost:3000', port: 3000, production: false, logLevel: 'info' });
    expect(config.slack.mode).toBe('http');
    expect(config.meta).toEqual({ state: 'not set up', missing: ['META_APP_ID', 'META_APP_SECRET'] });
    expect(config.linkedin).toMatchObject({ state: 'not set up' });
    expect(config.x).toMatchObject({ state: 'not set up' });
    expect(config.encryptionKeys[0]?.key.unwrap()).toBe(key);
  });

  test('an app-level token means Socket Mode, which needs no signing secret', () => {
    const { SLACK_SIGNING_SECRET: _, ...rest } = enough;
    expect(readConfig({ ...rest, SLACK_APP_TOKEN: 'xapp-1' }).slack.mode).toBe('socket');
  });

  test('a connector with its id and secret is on, at the real origins or the given ones', () => {
    const meta = readConfig({ ...enough, META_APP_ID: '12', META_APP_SECRET: 's', META_GRAPH_URL: 'http://127.0.0.1:4001' }).meta;
    expect(meta).toMatchObject({ state: 'on', appId: '12', graphUrl: 'http://127.0.0.1:4001', dialogUrl: 'https://www.facebook.com' });
  });

  test('half a connector names the half that is missing and stops nothing', () => {
    expect(readConfig({ ...enough, X_CLIENT_ID: 'x', X_CLIENT_SECRET: ' ' }).x).toEqual({
      state: 'not set up',
      missing: ['X_CLIENT_SECRET'],
    });
  });

  test('every problem is reported at once, each beginning with its variable', () => {
    const problems = problemsOf({
      NODE_ENV: 'production',
      MONGODB_URI: 'postgres://db',
      PORT: 'http',
      META_GRAPH_URL: 'https://graph.example.com/v26.0',
      SLACK_API_URL: 'https://slack.com/api',
      LANGUAGE: 'tlh',
      LOG_LEVEL: 'loud',
      MEDIA_STORE: 's3',
      SLACK_CLIENT_ID: '1.2',
    });
    expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
      'ENCRYPTION_KEYS',
      'LANGUAGE',
      'LOG_LEVEL',
      'MEDIA_STORE',
      'META_GRAPH_URL',
      'MONGODB_URI',
      'PORT',
      'PUBLIC_URL',
      'SLACK_API_URL',
      'SLACK_CLIENT_SECRET',
      'SLACK_SIGNING_SECRET',
    ]);
    for (const problem of problems.filter((each) => !each.startsWith('SLACK_CLIENT_SECRET')))
      expect(problem).toMatch(/Example: |Make one with: /);
  });

  test('serves one workspace by its token, or many by OAuth; neither and both are refused in words', () => {
    const { SLACK_BOT_TOKEN: _, ...none } = enough;
    const client = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'client-secret-value' };
    expect(readConfig(enough).slack.workspaces.kind).toBe('one');
    expect(readConfig({ ...none, ...client }).slack.workspaces).toMatchObject({ kind: 'many', clientId: '1.2' });
    expect(readConfig({ ...none, ...client, SLACK_APP_TOKEN: 'xapp-1' }).slack.mode).toBe('socket');
    expect(problemsOf(none)).toEqual([expect.stringMatching(/^SLACK_BOT_TOKEN is missing; .*SLACK_CLIENT_ID and SLACK_CLIENT_SECRET/)]);
    expect(problemsOf({ ...enough, ...client })).toEqual([
      expect.stringMatching(/^SLACK_BOT_TOKEN is set beside .* one workspace, .* many/),
    ]);
  });

  test('a missing key is answered with the command that makes one, and that command makes one', () => {
    const { ENCRYPTION_KEYS: _, ...rest } = enough;
    const command = /node -e "(.+)"$/.exec(problemsOf(rest)[0] ?? '')?.[1] ?? '';
    const made = execFileSync(process.execPath, ['-e', command], { encoding: 'utf8' }).trim();
    expect(readConfig({ ...enough, ENCRYPTION_KEYS: `${made},old:${key}` }).encryptionKeys.map(({ id }) => id)).toEqual(['k1', 'old']);
  });

  test.each([
    ['no id', key],
    ['16 bytes', `k1:${randomBytes(16).toString('base64')}`],
    ['the same id twice', `k1:${key},k1:${key}`],
  ])('a key with %s is refused without being repeated', (_, keys) => {
    const [problem] = problemsOf({ ...enough, ENCRYPTION_KEYS: keys });
    expect(problem).toMatch(/^ENCRYPTION_KEYS /);
    expect(problem).not.toContain(key);
  });

  test('production refuses a public address without https', () => {
    expect(problemsOf({ ...enough, NODE_ENV: 'production', PUBLIC_URL: 'http://copydesk.example.com' })).toHaveLength(1);
    expect(readConfig({ ...enough, NODE_ENV: 'production', PUBLIC_URL: 'https://copydesk.example.com' }).publicUrl).toBe(
      'https://copydesk.example.com',
    );
  });

  test('a printed configuration shows no secret', () => {
    const printed = inspect(readConfig({ ...enough, META_APP_ID: '12', META_APP_SECRET: 'meta-value', METRICS_TOKEN: 'metrics-value' }), {
      depth: 9,
    });
    expect(printed).not.toMatch(/pass-word|signing-secret-value|token-value|meta-value|metrics-value/);
    expect(printed).not.toContain(key);
  });
});

function problemsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError)
      return error.message
        .split('\n')
        .slice(1)
        .map((line) => line.replace(/^ {2}- /, ''));
    throw error;
  }
  return [];
}
