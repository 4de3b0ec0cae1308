import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import { say } from '../language/index.js';
import { type FileSource, FileUnavailableError, type SlackFileInfo } from '../media/ports.js';
import type { SlackClients } from './clients.js';
import { download } from './download.js';

/** Files in Slack, read with the workspace's bot token. `apiUrl` is the configured Slack's, whose origin may hold files too. */
export function createFileSource(deps: { readonly clients: SlackClients; readonly apiUrl?: string }): FileSource {
  return {
    info: async (workspace, fileId) => {
      const { name, mimetype, size } = await describe(deps.clients, workspace, fileId);
      return { id: fileId, name, mimeType: mimetype, size } satisfies SlackFileInfo;
    },
    open: async function* (workspace, fileId, maxBytes) {
      const { url_private_download: url, mimetype } = await describe(deps.clients, workspace, fileId);
      if (url === undefined) throw new FileUnavailableError(say('error.file.gone'));
      const headers = await deps.clients.fileHeaders(workspace);
      yield* download({
        url,
        headers,
        maxBytes,
        expectsHtml: mimetype === 'text/html',
        ...(deps.apiUrl === undefined ? {} : { apiUrl: deps.apiUrl }),
      });
    },
  };
}

async function describe(clients: SlackClients, workspace: string, fileId: string): Promise<z.infer<typeof fileObject>> {
  const client = await clients.of(workspace);
  let answer: unknown;
  try {
    answer = (await client.files.info({ file: fileId })).file;
  } catch (cause) {
    const refused = cause instanceof WebAPIPlatformError && CANNOT_SEE.has(cause.data.error);
    throw new FileUnavailableError(say(refused ? 'error.file.gone' : 'error.file.noAnswer'), { cause });
  }
  const { data: file } = fileObject.safeParse(answer);
  if (file === undefined || file.mode === 'tombstone') throw new FileUnavailableError(say('error.file.gone'));
  if (file.is_external) throw new FileUnavailableError(say('error.file.outsideSlack'));
  return file;
}

const fileObject = z.object({
  name: z
    .string()
    .nullish()
    .transform((name) => name ?? say('label.unnamedFile')),
  mimetype: z.string().default(''),
  size: z.number().default(0),
  mode: z.string().optional(),
  is_external: z.boolean().default(false),
  url_private_download: z.string().optional(),
});

const CANNOT_SEE = new Set(['file_not_found', 'file_deleted', 'file_not_visible', 'not_visible', 'access_denied', 'no_permission']);
