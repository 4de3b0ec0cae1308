import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { type AccountsDeps, checkPerson, deleteData, deletionStatus, handleDeauthorize } from '../accounts/index.js';
import { say } from '../language/index.js';
import type { Secret } from '../lib/secret.js';
import { sendPage } from './html.js';
import { isMetaSignature, sameSecret } from './meta-signature.js';
import { deletionPage, plainPage } from './pages.js';

/** The app at Meta whose callbacks we answer; absent where Meta is not set up, and then every callback is a 404. */
export interface MetaCallbacks {
  readonly appSecret: Secret;
  /** Answers Meta's check of the webhook address; without it the check is refused. */
  readonly webhookVerifyToken?: Secret;
}

/**
 * What Meta calls by itself: removal of the app, deletion of a person's data with its status page, and webhooks, of which a change of somebody's
 * permissions has their accounts looked at, and the rest is ignored (meta:development/create-an-app/app-dashboard/data-deletion-callback and meta:graph-api/webhooks/getting-started, November 2026).
 */
export function metaWebhookRoutes(deps: AccountsDeps, meta: MetaCallbacks | undefined): Router {
  const router = Router();
  router.get('/deletion/:code', (request, response) => showDeletion(deps, request, response));
  if (meta === undefined) return router;
  const form = express.urlencoded({ extended: false, limit: '16kb' });
  router.post('/webhooks/meta/deauthorize', form, (request, response) => deauthorize(deps, request, response));
  router.post('/webhooks/meta/data-deletion', form, (request, response) => dataDeletion(deps, request, response));
  router.get('/webhooks/meta', (request, response) => challenge(meta, request, response));
  router.post('/webhooks/meta', express.raw({ type: () => true, limit: '5mb' }), (request, response) =>
    delivery(deps, meta, request, response),
  );
  return router;
}

async function deauthorize(deps: AccountsDeps, request: Request, response: Response): Promise<void> {
  const signed = readSigned(deps, request);
  if (signed === undefined) return void response.status(400).json({ error: NOT_GENUINE });
  await handleDeauthorize(deps, { family: FAMILY, ...signed });
  response.json({ success: true });
}

async function dataDeletion(deps: AccountsDeps, request: Request, response: Response): Promise<void> {
  const signed = readSigned(deps, request);
  if (signed === undefined) return void response.status(400).json({ error: NOT_GENUINE });
  const { code } = await deleteData(deps, { family: FAMILY, person: signed.person });
  response.json({ url: `${deps.publicUrl}/deletion/${code}`, confirmation_code: code });
}

async function showDeletion(deps: AccountsDeps, request: Request, response: Response): Promise<void> {
  const status = await deletionStatus(deps, z.string().parse(request.params.code));
  if (status === undefined) {
    return sendPage(response, plainPage(404, say('page.deletion.unknown'), say('page.deletion.unknown.check')));
  }
  sendPage(response, deletionPage(status));
}

function challenge({ webhookVerifyToken }: MetaCallbacks, request: Request, response: Response): void {
  const query = challengeQuery.safeParse(request.query);
  if (!query.success || webhookVerifyToken === undefined || !sameSecret(webhookVerifyToken, query.data['hub.verify_token'])) {
    return void response.status(403).type('text/plain').send('The verify token is not ours.\n');
  }
  response.type('text/plain').send(query.data['hub.challenge']);
}

async function delivery(deps: AccountsDeps, { appSecret }: MetaCallbacks, request: Request, response: Response): Promise<void> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (!isMetaSignature(appSecret, body, request.get('x-hub-signature-256'))) return void response.sendStatus(401);
  for (const person of permissionsChanged(body)) await checkPerson(deps, { family: FAMILY, person });
  response.sendStatus(200);
}

/** Whose permissions changed, by app-scoped id; what changed is asked of Meta then, so that a delivery that comes late or twice does no harm. */
function permissionsChanged(body: Buffer): ReadonlySet<string> {
  const read = permissionsBody.safeParse(parsed(body.toString('utf8')));
  return new Set(read.success ? read.data.entry.map(({ id }) => id) : []);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readSigned(deps: AccountsDeps, request: Request): { readonly person: string; readonly at?: Date } | undefined {
  const body = signedForm.safeParse(request.body);
  try {
    return body.success ? deps.connectors.get(FAMILY)?.connector?.readSignedRequest?.(body.data.signed_request) : undefined;
  } catch (err) {
    deps.log.warn({ err }, 'a callback in the name of Meta was not genuine');
    return undefined;
  }
}

const permissionsBody = z.object({ object: z.literal('permissions'), entry: z.array(z.object({ id: z.string().min(1) })).max(1_000) });

const signedForm = z.object({ signed_request: z.string() });

const challengeQuery = z.object({
  'hub.mode': z.literal('subscribe'),
  'hub.verify_token': z.string(),
  'hub.challenge': z.string().regex(/^[\w-]{1,200}$/),
});

const FAMILY = 'meta';
const NOT_GENUINE = 'The signed request is not genuine.';
