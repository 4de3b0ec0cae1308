import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** The largest file a person may upload, in bytes. */
const MAX_BODY = 64 * 1024 * 1024;

/** Listens on loopback: on `port` where it is free, else on another one, and says so. */
export async function listenOnLoopback(server: Server, port: number, say: (line: string) => void): Promise<number> {
  try {
    return await listen(server, port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const other = await listen(server, 0);
    say(`Port ${port} is in use, so the page is on port ${other}.`);
    return other;
  }
}

/** A server whose handler may fail: the failure is answered as 500 with its sentence. Requests that name another host are refused. */
export function serverOf(handle: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>): Server {
  return createServer((request, response) => {
    const host = request.headers.host ?? '';
    if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host))
      return void response.writeHead(403).end('This page is for this machine only.');
    handle(request, response, new URL(request.url ?? '/', `http://${host}`)).catch((error: unknown) => {
      const problem = error instanceof Error ? error.message : String(error);
      if (!response.headersSent) json(response, 500, { problem });
      else response.end();
    });
  });
}

/** Reads a whole body. Throws above 64 MB. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) throw new Error('That is larger than 64 MB.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Answers with JSON. */
export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The page has no port.');
  return address.port;
}
