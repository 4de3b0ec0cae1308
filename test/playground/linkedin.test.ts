import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LinkedInStandIn } from '../../src/playground/linkedin/index.js';
import { examplePicture } from '../../src/playground/pictures.js';
import { ADA, COFFEE, call, linkedin, postOf, tokenOf, uploaded } from './linkedin-client.js';

const PDF = Buffer.from('%PDF-1.4\ntrailer<<>>\n%%EOF\n');
let standIn: LinkedInStandIn;
let token: string;
let shiftMs = 0;

beforeEach(async () => {
  shiftMs = 0;
  standIn = await linkedin({ clock: () => Date.now() + shiftMs });
  token = await tokenOf(standIn);
});

afterEach(() => standIn.close());

const post = (changed: Record<string, unknown> = {}, as = token) =>
  call(standIn, 'POST', '/rest/posts', { token: as, json: postOf(changed) });
const fields = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body.code];

describe('every call', () => {
  test.each([
    ['no version', { 'linkedin-version': '' }, 400, 'VERSION_MISSING'],
    ['an older version', { 'linkedin-version': '202509' }, 426, 'NONEXISTENT_VERSION'],
    ['a version to come', { 'linkedin-version': '202612' }, 426, 'NONEXISTENT_VERSION'],
    ['no protocol', { 'x-restli-protocol-version': '' }, 400, 'INVALID_REQUEST'],
    ['another protocol', { 'x-restli-protocol-version': '1.0.0' }, 400, 'INVALID_REQUEST'],
    ['no token', { authorization: '' }, 401, 'EMPTY_ACCESS_TOKEN'],
    ['a wrong token', { authorization: 'Bearer wrong' }, 401, 'INVALID_ACCESS_TOKEN'],
  ])('with %s is refused and makes nothing', async (_name, headers, status, code) => {
    expect(fields(await call(standIn, 'POST', '/rest/posts', { token, json: postOf(), headers }))).toEqual([status, code]);
    expect(standIn.ledger).toEqual([]);
  });

  test('over the daily limit is refused until the next day in UTC', async () => {
    standIn.dailyLimit(1);
    expect((await post()).status).toBe(201);
    expect(fields(await post({ commentary: 'More' }))).toEqual([429, 'TOO_MANY_REQUESTS']);
    shiftMs = 86_400_000;
    expect((await post({ commentary: 'More' })).status).toBe(201);
  });

  test('tells expired from revoked', async () => {
    standIn.expireToken('ada', 'expired');
    expect((await post()).body).toMatchObject({ status: 401, code: 'EXPIRED_ACCESS_TOKEN', serviceErrorCode: 65602 });
    token = await tokenOf(standIn);
    standIn.expireToken('ada', 'revoked');
    expect((await post()).body).toMatchObject({ status: 401, code: 'REVOKED_ACCESS_TOKEN', serviceErrorCode: 65601 });
    token = await tokenOf(standIn);
    shiftMs = 61 * 86_400_000;
    expect((await post()).body.code).toBe('EXPIRED_ACCESS_TOKEN');
  });

  test('a URN in the path must be percent-encoded', async () => {
    const urn = (await post()).headers.get('x-restli-id') ?? '';
    expect((await call(standIn, 'GET', `/rest/posts/${urn}`, { token })).status).toBe(400);
    expect((await call(standIn, 'GET', `/rest/posts/${encodeURIComponent(urn)}`, { token })).status).toBe(200);
  });
});

describe('little text', () => {
  test.each([
    ['Open (daily) now', 'Open '],
    ['Done) here', 'Done'],
    ['(all of it)', ''],
    ['Open \\(daily\\) now', 'Open (daily) now'],
    ['Try #coffee', 'Try #coffee'],
    ['Try {hashtag|\\#|slow\\_roast}', 'Try #slow_roast'],
    [`With @[Bluebird Coffee](${COFFEE})`, 'With Bluebird Coffee'],
  ])('%s shows as "%s"', async (commentary, text) => {
    expect((await post({ commentary })).status).toBe(201);
    expect(standIn.ledger[0]?.text).toBe(text);
  });

  test.each(['a_b', 'a*b', '~a', '[a]', '{a}', '<a>', 'me@example.com', 'C# ', 'a|b', 'a\\b', 'a\\'])(
    'the unescaped %s is refused',
    async (commentary) => {
      expect(fields(await post({ commentary }))).toEqual([400, 'INVALID_VALUE_FOR_FIELD']);
    },
  );

  test('a mention whose name is not exactly the one of the page is plain text', async () => {
    await post({ commentary: `@[Bluebird Coffee](${COFFEE}) @[bluebird coffee](${COFFEE})` });
    expect(standIn.ledger[0]).toMatchObject({
      text: 'Bluebird Coffee bluebird coffee',
      mentions: [{ name: 'Bluebird Coffee', urn: COFFEE }],
    });
  });

  test('3,000 characters are counted as they are seen', async () => {
    expect((await post({ commentary: '\\('.repeat(3000) })).status).toBe(201);
    expect(fields(await post({ commentary: 'a'.repeat(3001) }))).toEqual([400, 'FIELD_LENGTH_TOO_LONG']);
  });
});

describe('a post', () => {
  test('answers 201, an empty body and its URN, and can be looked at', async () => {
    const answer = await post();
    const [entry] = standIn.ledger;
    expect([answer.status, answer.text, answer.headers.get('x-restli-id')]).toEqual([201, '', entry?.id]);
    const page = await fetch(entry?.permalink ?? '');
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Hello')]);
  });

  test('edited needs its own Rest.li method and takes the words alone; what is gone stays gone', async () => {
    const urn = (await post()).headers.get('x-restli-id') ?? '';
    const path = `/rest/posts/${encodeURIComponent(urn)}`;
    const edit = (json: unknown, method = 'PARTIAL_UPDATE') =>
      call(standIn, 'POST', path, { token, json, headers: { 'x-restli-method': method } });
    const words = (commentary: string) => ({ patch: { $set: { commentary } } });
    expect((await edit(words('Corrected'))).status).toBe(204);
    expect(standIn.ledger).toMatchObject([{ id: urn, text: 'Corrected', edits: [{ text: 'Hello' }] }]);
    expect((await edit(words('x'), 'FINDER')).status).toBe(400);
    for (const json of [{ commentary: 'x' }, { patch: { $set: { commentary: 'x', visibility: 'CONNECTIONS' } } }, words('a_b')])
      expect(fields(await edit(json))).toEqual([400, 'INVALID_VALUE_FOR_FIELD']);
    await call(standIn, 'DELETE', path, { token, headers: { 'x-restli-method': 'DELETE' } });
    expect(await edit(words('Again'))).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(standIn.ledger).toHaveLength(1);
  });

  test('the same words within ten minutes are refused with the URN of the first, deleted or not', async () => {
    const urn = (await post()).headers.get('x-restli-id') ?? '';
    const path = `/rest/posts/${encodeURIComponent(urn)}`;
    await call(standIn, 'DELETE', path, { token, headers: { 'x-restli-method': 'DELETE' } });
    expect(await post()).toMatchObject({ status: 422, body: { message: expect.stringContaining(`Content is a duplicate of ${urn}`) } });
    expect((await post({ author: ADA })).status).toBe(201);
    shiftMs = 600_001;
    expect((await post()).status).toBe(201);
    expect(standIn.ledger.map(({ deletedAt }) => deletedAt !== undefined)).toEqual([true, false, false]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['without a visibility', { visibility: undefined }, 'INVALID_VALUE_FOR_FIELD'],
    ['without words', { commentary: undefined }, 'MISSING_FIELD'],
    ['with a field that LinkedIn does not know', { text: 'Hello' }, 'INVALID_VALUE_FOR_FIELD'],
    ['with an author that is no URN', { author: '55150001' }, 'INVALID_URN_TYPE'],
    ['with one picture in a set', { content: { multiImage: { images: [{ id: 'urn:li:image:1' }] } } }, 'INVALID_VALUE_FOR_FIELD'],
    ['with an image nobody uploaded', { content: { media: { id: 'urn:li:image:1' } } }, 'INVALID_URN_ID'],
    ['with a link without a title', { content: { article: { source: 'https://example.com' } } }, 'INVALID_VALUE_FOR_FIELD'],
    ['of a page to connections', { visibility: 'CONNECTIONS' }, 'INVALID_VALUE_FOR_FIELD'],
  ])('%s is refused', async (_name, changed, code) => {
    expect(fields(await post(changed))).toEqual([400, code]);
    expect(standIn.ledger).toEqual([]);
  });

  test('is listed newest first, page by page, its hashtags as templates', async () => {
    for (const commentary of ['One', 'Two #tag', 'Three']) await post({ commentary });
    const path = `/rest/posts?author=${encodeURIComponent(COFFEE)}&q=author&count=2&sortBy=CREATED`;
    const headers = { 'x-restli-method': 'FINDER' };
    const first = await call(standIn, 'GET', path, { token, headers });
    const second = await call(standIn, 'GET', `${path}&start=2`, { token, headers });
    const said = [first, second].flatMap(({ body }) => (body.elements as { commentary: string }[]).map(({ commentary }) => commentary));
    expect(said).toEqual(['Three', 'Two {hashtag|\\#|tag}', 'One']);
    expect((await call(standIn, 'GET', path, { token })).status).toBe(400);
  });
});

describe('files', () => {
  test('a picture is kept as it came, with its size and its description', async () => {
    const bytes = await examplePicture({ width: 64, height: 48, format: 'png', hue: 10 });
    const id = await uploaded(standIn, token, bytes);
    expect((await post({ content: { media: { id, altText: 'A cup' } } })).status).toBe(201);
    const [media] = standIn.ledger[0]?.media ?? [];
    expect(media).toMatchObject({ kind: 'image', width: 64, height: 48, altText: 'A cup' });
    expect(Buffer.from(await (await fetch(`${standIn.url}/bytes/${media?.sha256}`)).arrayBuffer())).toEqual(Buffer.from(bytes));
  });

  test.each([
    ['image', Buffer.from('<svg/>')],
    ['image', PDF],
    ['document', Buffer.from('%PDF-1.4 cut off')],
    ['document', Buffer.from('a text')],
  ] as const)('rubbish as an %s is taken, fails in processing, and cannot be posted', async (kind, bytes) => {
    const id = await uploaded(standIn, token, bytes, kind);
    const status = await call(standIn, 'GET', `/rest/${kind}s/${encodeURIComponent(id)}`, { token });
    expect(status.body.status).toBe('PROCESSING_FAILED');
    expect(fields(await post({ content: { media: { id, title: 'T' } } }))).toEqual([400, 'MEDIA_ASSET_PROCESSING_FAILED']);
  });

  test('a document needs a title', async () => {
    const id = await uploaded(standIn, token, PDF, 'document');
    expect(fields(await post({ content: { media: { id } } }))).toEqual([400, 'MISSING_FIELD']);
    expect((await post({ content: { media: { id, title: 'Menu' } } })).headers.get('x-restli-id')).toMatch(/^urn:li:ugcPost:/);
  });

  test('a post before its files are processed is accepted and never appears', async () => {
    standIn.processingTime(60_000);
    const id = await uploaded(standIn, token, PDF, 'document');
    const status = await call(standIn, 'GET', `/rest/documents/${encodeURIComponent(id)}`, { token });
    expect(status.body.status).toBe('PROCESSING');
    expect((await post({ content: { media: { id, title: 'Menu' } } })).status).toBe(201);
    expect(standIn.ledger).toEqual([]);
  });

  test('an announced file without bytes cannot be posted, and its address dies after an hour', async () => {
    const json = { initializeUploadRequest: { owner: COFFEE } };
    const { body } = await call(standIn, 'POST', '/rest/images?action=initializeUpload', { token, json });
    const { image, uploadUrl } = body.value as Record<string, string>;
    expect(fields(await post({ content: { media: { id: image } } }))).toEqual([400, 'MEDIA_ASSET_WAITING_UPLOAD']);
    shiftMs = 3_600_001;
    expect(fields(await call(standIn, 'PUT', uploadUrl ?? '', { token, bytes: PDF }))).toEqual([400, 'EXPIRED_UPLOAD_URL']);
  });

  test("another author's file cannot be posted", async () => {
    const id = await uploaded(standIn, token, PDF, 'document');
    expect(fields(await post({ author: ADA, content: { media: { id, title: 'Menu' } } }))).toEqual([400, 'INVALID_URN_ID']);
  });
});
