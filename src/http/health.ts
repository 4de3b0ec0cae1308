import { Router } from 'express';

/** `GET /health/live` answers while the process runs; `GET /health/ready` only while MongoDB answers within a second. It also says how far the machine's clock is off. */
export function healthRoutes(deps: { ping(timeoutMs: number): Promise<void>; clockOffsetMs(): number }): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/health/ready', async (_request, response) => {
    try {
      await deps.ping(1_000);
      response.json({ status: 'ready', clockOffsetMs: deps.clockOffsetMs() });
    } catch {
      response.status(503).json({ status: 'not ready', reason: 'MongoDB does not answer.' });
    }
  });
  return router;
}
