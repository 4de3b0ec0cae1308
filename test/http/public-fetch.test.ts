import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type PublicFetchOptions, publicFetch } from '../../src/http/public-fetch.js';

const LIMITS = { maxBytes: 1000, withinMs: 3_000, accept: 'text/html' };
const here: PublicFetchOptions = { allowLoopback: true };

let server: Server;
let port: number;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let requests: { readonly host: string; readonly path: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push({ host: request.headers.host ?? '', path: request.url ?? '' });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterEach(() => {
  requests = [];
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('fetching a page that a person named', () => {
  test.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://0/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://017700000001/',
    'http://127.1/',
    'http://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1/',
    'http://[fd00:ec2::254]/',
  ])('refuses %s', async (url) => {
    await expect(publicFetch(url, LIMITS)).rejects.toThrow('it is not on the public internet');
  });

  test.each([
    ['file:///etc/passwd', 'it is not a page of the web'],
    ['ftp://example.com/', 'it is not a page of the web'],
    ['data:text/html,Hi', 'it is not a page of the web'],
    ['https://user:secret@example.com/', 'its address holds a password'],
    ['https://example.com:8443/', 'it is not on the public internet'],
    ['nothing', 'its address cannot be read'],
  ])('refuses %s', async (url, why) => {
    await expect(publicFetch(url, LIMITS)).rejects.toThrow(why);
  });

  test('refuses a host that leads inside, also when only one of its addresses does', async () => {
    for (const addresses of [['10.0.0.1'], ['93.184.216.34', '192.168.0.1'], ['2606:4700:4700::1111', '::1'], []]) {
      await expect(publicFetch('http://inside.example/', LIMITS, { resolve: async () => addresses })).rejects.toThrow('public internet');
    }
  });

  test('connects to the very address that was checked, under the name that was asked for', async () => {
    answer = (_request, response) => response.setHeader('content-type', 'Text/HTML; charset=utf-8').end('Hello');
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return asked === 1 ? ['127.0.0.1'] : ['10.0.0.1'];
    };
    const fetched = await publicFetch(`http://shop.example:${port}/a?b=c`, LIMITS, { ...here, resolve });
    expect(Buffer.from(fetched.bytes).toString()).toBe('Hello');
    expect(fetched).toMatchObject({ url: `http://shop.example:${port}/a?b=c`, type: 'text/html; charset=utf-8', cut: false });
    expect(requests).toEqual([{ host: `shop.example:${port}`, path: '/a?b=c' }]);
    expect(asked).toBe(1);
  });

  test('looks at every redirect again', async () => {
    answer = (_request, response) => response.writeHead(302, { location: 'http://inside.example/secret' }).end();
    const resolve = async (host: string) => (host === 'inside.example' ? ['169.254.169.254'] : ['127.0.0.1']);
    await expect(publicFetch(`http://shop.example:${port}/`, LIMITS, { ...here, resolve })).rejects.toThrow('public internet');
    answer = (_request, response) => response.writeHead(301, { location: 'file:///etc/passwd' }).end();
    await expect(publicFetch(`http://127.0.0.1:${port}/`, LIMITS, here)).rejects.toThrow('it is not a page of the web');
    expect(requests).toHaveLength(2);
  });

  test('follows a few redirects, and not for ever', async () => {
    answer = ({ url }, response) => {
      if (url === '/3') response.end('There');
      else response.writeHead(307, { location: `/${Number(url?.slice(1)) + 1}` }).end('x'.repeat(5000));
    };
    expect((await publicFetch(`http://127.0.0.1:${port}/0`, LIMITS, here)).url).toBe(`http://127.0.0.1:${port}/3`);
    requests = [];
    await expect(publicFetch(`http://127.0.0.1:${port}/10`, LIMITS, here)).rejects.toThrow('without an end');
    expect(requests).toHaveLength(6);
  });

  test('takes no more than it may, from an answer without an end', async () => {
    answer = (_request, response) => {
      const more = () => {
        if (!response.destroyed) response.write('x'.repeat(700), () => setImmediate(more));
      };
      more();
    };
    const { bytes, cut } = await publicFetch(`http://127.0.0.1:${port}/`, LIMITS, here);
    expect([bytes.length, cut]).toEqual([1000, true]);
  });

  test('waits no longer than it may, for the answer and for its end', async () => {
    const hurried = { ...LIMITS, withinMs: 300 };
    answer = () => {};
    await expect(publicFetch(`http://127.0.0.1:${port}/`, hurried, here)).rejects.toThrow('it did not answer in time');
    answer = (_request, response) => response.write('x');
    await expect(publicFetch(`http://127.0.0.1:${port}/`, hurried, here)).rejects.toThrow('it did not answer in time');
  });

  test('says with which status it was refused', async () => {
    answer = (_request, response) => response.writeHead(404).end('x'.repeat(100_000));
    await expect(publicFetch(`http://127.0.0.1:${port}/`, LIMITS, here)).rejects.toThrow('it answered with status 404');
  });
});
