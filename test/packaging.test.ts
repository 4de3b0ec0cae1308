import { existsSync, readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { variables } from '../src/config-variables.js';

const packageJson = JSON.parse(readFileSync('package.json', 'utf8'));

describe('Dockerfile', () => {
  const lines = readFileSync('Dockerfile', 'utf8').replaceAll('\\\n', ' ').split('\n');

  test('every path it copies exists and is not kept out by .dockerignore', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').trim().split('\n');
    const copied = lines.filter((line) => /^COPY (?!--from)/.test(line)).flatMap((line) => line.split(/\s+/).slice(1, -1));
    expect(copied.length).toBeGreaterThan(3);
    expect(copied.filter((path) => !existsSync(path) || ignored.some((pattern) => matchesGlob(path.replace('./', ''), pattern)))).toEqual(
      [],
    );
  });

  test('everything `npm run build` names is copied before it runs', () => {
    const before = lines
      .slice(
        0,
        lines.findIndex((line) => line.includes('npm run build')),
      )
      .join('\n');
    const named = packageJson.scripts.build.match(/[\w./-]+\.(mjs|json)/g) as string[];
    expect(named.filter((path) => !before.includes(path) && !before.includes(`COPY ${path.split('/')[0]} `))).toEqual([]);
    expect(before).toContain('tsconfig.base.json');
  });

  test('what the last stage takes from the build is made there', () => {
    const taken = lines.filter((line) => line.startsWith('COPY --from=build')).map((line) => line.split(/\s+/)[2]);
    expect(taken).toEqual(['/app/package.json', '/app/node_modules', '/app/dist']);
  });

  test('runs the compiled app as a person without rights, and asks it whether it lives', () => {
    expect(lines).toContain('USER node');
    expect(lines).toContain('CMD ["node", "dist/main.js"]');
    expect(lines.find((line) => line.startsWith('HEALTHCHECK'))).toContain('/health/live');
    expect(packageJson.main).toBe('dist/main.js');
  });
});

describe('compose.yaml', () => {
  const { services, volumes } = parse(readFileSync('compose.yaml', 'utf8'));

  test('waits for a replica set that accepts writes, and reaches it by its name', () => {
    expect(services.copydesk.depends_on.mongo.condition).toBe('service_healthy');
    const set = /--replSet,(\w+)/.exec(services.mongo.command.join(','))?.[1];
    expect(services.copydesk.environment.MONGODB_URI).toBe(`mongodb://mongo:27017/copydesk?replicaSet=${set}`);
    const check = services.mongo.healthcheck.test.join('\n');
    expect(check).toContain(`rs.initiate({ _id: '${set}'`);
    expect(check).toContain('isWritablePrimary');
  });

  test('keeps the data in a volume and no secret in the file', () => {
    expect(Object.keys(volumes)).toEqual([services.mongo.volumes[0].split(':')[0]]);
    expect(services.copydesk.env_file).toBe('.env');
    expect(Object.keys(services.copydesk.environment)).toEqual(['MONGODB_URI', 'PORT']);
  });
});

describe('several instances', () => {
  test('compose gives one port to the proxy and none to an instance, so that --scale finds room', () => {
    const { services } = parse(readFileSync('compose.yaml', 'utf8'));
    expect(services.copydesk.ports).toBeUndefined();
    expect(services.copydesk.container_name).toBeUndefined();
    expect(services.proxy.command.at(-1)).toBe(`copydesk:${services.copydesk.environment.PORT}`);
    expect(services.proxy.ports).toEqual(['3000:3000']);
    expect(parseInt(services.copydesk.stop_grace_period, 10)).toBeGreaterThan(25);
  });

  test('Kubernetes runs three that are asked whether they live and are ready, stop in peace, and may do nothing else', () => {
    const { spec } = kubernetes('deployment');
    const pod = spec.template.spec;
    const [container] = pod.containers;
    expect(spec.replicas).toBe(3);
    expect(container.livenessProbe.httpGet).toEqual({ path: '/health/live', port: 'http' });
    expect(container.readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 'http' });
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(5 + 25);
    expect(pod.securityContext.runAsNonRoot).toBe(true);
    expect(container.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
    expect(container.resources.requests).toBeDefined();
    expect(container.resources.limits.memory).toBeDefined();
    expect(String(container.ports[0].containerPort)).toBe(kubernetes('config.example').data.PORT);
  });

  test('the service, the disruption budget and the deployment mean the same pods', () => {
    const { spec } = kubernetes('deployment');
    const { labels } = spec.template.metadata;
    expect(spec.selector.matchLabels).toEqual(labels);
    expect(kubernetes('service').spec.selector).toEqual(labels);
    expect(kubernetes('disruption-budget').spec.selector.matchLabels).toEqual(labels);
    expect(kubernetes('service').spec.ports[0].targetPort).toBe(spec.template.spec.containers[0].ports[0].name);
  });

  test('every variable is one that is read, none has a value in the deployment, and those it cannot start without are there', () => {
    const config = kubernetes('config.example');
    const secret = kubernetes('secret.example');
    const [container] = kubernetes('deployment').spec.template.spec.containers;
    expect(container.env).toBeUndefined();
    expect(container.envFrom).toEqual([{ configMapRef: { name: config.metadata.name } }, { secretRef: { name: secret.metadata.name } }]);
    const named = [...Object.keys(config.data), ...Object.keys(secret.stringData)];
    expect(named.filter((name) => !(name in variables.shape) && name !== 'NODE_ENV')).toEqual([]);
    expect(Object.values(secret.stringData).filter((value) => value !== '')).toEqual([]);
    const { NODE_ENV: _production, ...plain } = config.data;
    expect(variables.partial().safeParse(plain).error?.issues ?? []).toEqual([]);
    for (const needed of ['MONGODB_URI', 'ENCRYPTION_KEYS', 'PUBLIC_URL', 'SLACK_BOT_TOKEN']) expect(named).toContain(needed);
  });

  function kubernetes(name: string) {
    return parse(readFileSync(`manifests/kubernetes/${name}.yaml`, 'utf8'));
  }
});

describe('.env.example', () => {
  test('lists exactly the variables that are read', () => {
    const listed = Object.keys(parseEnv(readFileSync('.env.example', 'utf8')));
    expect(listed.sort()).toEqual(Object.keys(variables.shape).sort());
  });

  test('is filled with nothing that is wrong by itself', () => {
    const filled = Object.entries(parseEnv(readFileSync('.env.example', 'utf8'))).filter(([, value]) => value);
    const result = variables.partial().safeParse(Object.fromEntries(filled));
    expect(result.error?.issues ?? []).toEqual([]);
  });
});
