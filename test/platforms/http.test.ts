import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Secret } from '../../src/lib/secret.js';
import { createPlatformHttp } from '../../src/platforms/http.js';
import { type HttpRequest, TransportError } from '../../src/platforms/request.js';

const http = createPlatformHttp({ maxBytes: 1000 });
const seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
let answer: (response: ServerResponse, request: IncomingMessage) => void = ok;
let server: Server;
let origin = '';

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    seen.push({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('latin1'),
    });
    answer(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await http.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

afterEach(() => {
  seen.length = 0;
  answer = ok;
});

function ok(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'x-app-usage': '{"call_count":1}' }).end('{"id":"7"}');
}

function request(fields: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', url: `${origin}/v1/things`, timeoutMs: 2000, ...fields };
}

async function failure(promise: Promise<unknown>): Promise<TransportError> {
  const error = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (error instanceof TransportError) return error;
  throw new Error('It did not fail with a TransportError.', { cause: error });
}

describe('what is sent', () => {
  test('a query, a token in the header, and secret fields in the query when there is no form', async () => {
    const token = new Secret('tok-1');
    await http.send(request({ query: { fields: 'id,name' }, token, secretFields: { proof: new Secret('prf-1') } }));
    expect(seen[0]?.url).toBe('/v1/things?fields=id%2Cname&proof=prf-1');
    expect(seen[0]?.headers.authorization).toBe('Bearer tok-1');
  });

  test('secret fields go into the form, never into the address, when there is one', async () => {
    await http.send(request({ method: 'POST', form: { a: 'ä & b' }, secretFields: { code: new Secret('cde') } }));
    expect(seen[0]?.url).toBe('/v1/things');
    expect(seen[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({ a: 'ä & b', code: 'cde' });
  });

  test('a file with its form fields as multipart, byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const file = { field: 'source', name: 'a.jpg', mimeType: 'image/jpeg', bytes };
    await http.send(request({ method: 'POST', form: { published: 'false' }, secretFields: { proof: new Secret('prf') }, file }));
    const { headers, body } = seen[0] ?? { headers: {}, body: '' };
    const form = await new Response(Buffer.from(body, 'latin1'), { headers: { 'content-type': headers['content-type'] ?? '' } }).formData();
    const sent = form.get('source');
    expect(form.get('published')).toBe('false');
    expect(form.get('proof')).toBe('prf');
    expect(sent instanceof File && new Uint8Array(await sent.arrayBuffer())).toEqual(bytes);
  });
});

describe('what comes back', () => {
  test('any status is an answer, with its headers', async () => {
    answer = (response) => response.writeHead(403, { 'X-Usage': 'full' }).end('{"error":{"code":10}}');
    expect(await http.send(request())).toMatchObject({ status: 403, headers: { 'x-usage': 'full' }, body: { error: { code: 10 } } });
  });

  test('a body that is not JSON comes as text', async () => {
    answer = (response) => response.writeHead(500).end('<p>Sorry');
    expect(await http.send(request())).toMatchObject({ status: 500, body: '<p>Sorry' });
  });

  test('a redirect is not followed, so a token goes nowhere else', async () => {
    answer = (response) => response.writeHead(302, { location: `${origin}/elsewhere` }).end();
    expect((await http.send(request({ token: new Secret('t') }))).status).toBe(302);
    expect(seen).toHaveLength(1);
  });

  test('an answer over the size cap is refused', async () => {
    answer = (response) => response.end('x'.repeat(5000));
    expect(await failure(http.send(request()))).toMatchObject({ reason: 'too large', sent: true });
  });
});

describe('no answer', () => {
  test.each(['pooled', 'guarded'])('a server that never answers ends in a timeout that may have been sent (%s)', async (kind) => {
    answer = () => undefined;
    const error = await failure(http.send(request({ method: 'POST', form: {}, timeoutMs: 150, ...guard(kind) })));
    expect(error).toMatchObject({ reason: 'timeout', sent: true });
    expect(seen).toHaveLength(1);
  });

  test.each(['pooled', 'guarded'])(
    'a connection reset after the request arrived is reported as sent and never repeated (%s)',
    async (kind) => {
      answer = (_response, incoming) => void incoming.socket.resetAndDestroy();
      const error = await failure(http.send(request({ method: 'POST', form: { a: '1' }, ...guard(kind) })));
      expect(error).toMatchObject({ reason: 'connection', sent: true });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(seen).toHaveLength(1);
    },
  );

  test.each(['pooled', 'guarded'])('a refused connection never left (%s)', async (kind) => {
    const error = await failure(http.send(request({ url: `http://127.0.0.1:${await closedPort()}/`, ...guard(kind) })));
    expect(error).toMatchObject({ reason: 'connection', sent: false });
  });

  test('a body that breaks off is no answer', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"id":');
      setTimeout(() => response.socket?.destroy(), 20);
    };
    expect(await failure(http.send(request()))).toMatchObject({ reason: 'connection', sent: true });
  });

  test('a request that is called off says so', async () => {
    answer = () => undefined;
    const controller = new AbortController();
    const sending = failure(http.send(request({ signal: controller.signal })));
    setTimeout(() => controller.abort(), 50);
    expect(await sending).toMatchObject({ reason: 'aborted', sent: true });
  });

  test('neither the message nor the cause tells a secret', async () => {
    const token = new Secret('canary-token');
    const secretFields = { client_secret: new Secret('canary-field') };
    const error = await failure(
      http.send(request({ method: 'POST', url: `http://127.0.0.1:${await closedPort()}/`, form: {}, token, secretFields })),
    );
    const cause = error.cause instanceof Error ? error.cause.stack : '';
    expect(`${error.stack} ${cause} ${JSON.stringify(error)}`).not.toContain('canary');
  });
});

describe('beforeSend', () => {
  test('runs once, when the connection is open and no byte has left', async () => {
    const events: string[] = [];
    const tcp = createTcpServer((socket) => {
      events.push('connected');
      socket.on('data', () => {
        events.push('bytes');
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
      });
    });
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(tcp.address() as AddressInfo).port}/`;
    const beforeSend = () => void events.push('checked');
    expect((await http.send(request({ method: 'POST', url, form: {}, beforeSend }))).status).toBe(200);
    expect(events.filter((event) => event === 'checked')).toHaveLength(1);
    expect(events.indexOf('checked')).toBeLessThan(events.indexOf('bytes'));
    await new Promise((resolve) => tcp.close(resolve));
  });

  test('what it throws stops the request: no byte leaves, and the reason is kept', async () => {
    const reason = new Error('The lease is over.');
    const beforeSend = () => {
      throw reason;
    };
    const error = await failure(http.send(request({ method: 'POST', form: {}, beforeSend })));
    expect(error).toMatchObject({ reason: 'stopped', sent: false });
    expect((error.cause as Error).cause).toBe(reason);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen).toHaveLength(0);
  });

  test('trouble before it ran never left, whatever the trouble is', async () => {
    const tcp = createTcpServer((socket) => socket.resetAndDestroy());
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${(tcp.address() as AddressInfo).port}/`;
    let checked = 0;
    const beforeSend = () => {
      checked += 1;
    };
    const error = await failure(http.send(request({ method: 'POST', url, form: {}, beforeSend })));
    expect(error.sent).toBe(false);
    expect(checked).toBe(0);
    await new Promise((resolve) => tcp.close(resolve));
  });

  test('a handshake that hangs until the timeout never left', async () => {
    const tcp = createTcpServer(() => undefined);
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${(tcp.address() as AddressInfo).port}/`;
    const error = await failure(http.send(request({ method: 'POST', url, form: {}, timeoutMs: 200, beforeSend: () => undefined })));
    expect(error).toMatchObject({ reason: 'timeout', sent: false });
    tcp.close();
  });
});

function guard(kind: string): Partial<HttpRequest> {
  return kind === 'guarded' ? { beforeSend: () => undefined } : {};
}

async function closedPort(): Promise<number> {
  const tcp = createTcpServer();
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const { port } = tcp.address() as AddressInfo;
  await new Promise((resolve) => tcp.close(resolve));
  return port;
}
