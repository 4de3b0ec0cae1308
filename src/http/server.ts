import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { say } from '../language/index.js';
import type { Log } from '../lib/log.js';

/** One HTTP server: Slack's paths to Slack's face, every other path to the routers. */
export interface HttpServer {
  /** Resolves to the port it listens on. */
  start(port: number): Promise<number>;
  /** Takes no new connections and waits for open requests, at most `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

/** Puts the server together. */
export function createHttpServer(deps: {
  readonly routers: readonly Router[];
  readonly slack: { accepts(url: string | undefined): boolean; handle(request: IncomingMessage, response: ServerResponse): void };
  readonly log: Log;
}): HttpServer {
  const site = createSite(deps.routers, deps.log);
  const server = createServer((request, response) =>
    deps.slack.accepts(request.url) ? deps.slack.handle(request, response) : site(request, response),
  );
  return { start: (port) => listen(server, port), stop: (withinMs) => close(server, withinMs) };
}

function createSite(routers: readonly Router[], log: Log): express.Express {
  const site = express();
  site.disable('x-powered-by');
  site.set('trust proxy', 'loopback, linklocal, uniquelocal');
  for (const router of routers) site.use(router);
  site.use((_request: Request, response: Response) => {
    response
      .status(404)
      .type('text/plain')
      .send(`${say('page.nothingHere')}\n`);
  });
  site.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    log.error({ err: error }, 'A request failed.');
    if (response.headersSent) return next(error);
    response
      .status(500)
      .type('text/plain')
      .send(`${say('page.wentWrong.tryAgain')}\n`);
  });
  return site;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server, withinMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), withinMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
