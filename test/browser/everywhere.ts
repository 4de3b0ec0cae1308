import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { examplePicture } from '../../src/playground/pictures.js';
import { pdf } from '../media/documents.js';
import { connectFamily } from '../support/connect-family.js';
import type { Ground } from './ground.js';

/** Connects LinkedIn and X; Ada's profile gets a link and a document, Cleo's X account a thread of two with a picture. */
export async function publishOnLinkedInAndX({ playground, work }: Ground): Promise<void> {
  const { slack, linkedin, x } = playground;
  const { author } = slack.people;
  await connectFamily(playground, work, 'linkedin');
  await connectFamily(playground, work, 'x', 'cleo');
  const shop = await startShop();
  const slides = await slack.as(author.id).upload('slides.pdf', pdf(3), { mimetype: 'application/pdf' });
  const picture = await examplePicture({ width: 1200, height: 800, format: 'jpeg', hue: 30 });
  const bread = await slack.as(author.id).upload('bread.jpg', picture);
  await publish({ playground, work }, { text: 'Our shop is open #bakery', accounts: ['Ada Marsh'], link: shop.url });
  await work.until('The link on LinkedIn', () => linkedin.ledger.length === 1);
  await publish({ playground, work }, { text: 'How we bake', accounts: ['Ada Marsh'], files: [slides] }, ['How we bake, in three pages']);
  await work.until('The document on LinkedIn', () => linkedin.ledger.length === 2);
  await publish({ playground, work }, { text: THREAD, accounts: ['Cleo Varga'], files: [bread] }, ['A loaf']);
  await work.until('The thread on X', () => x.ledger.length === 2);
  await shop.close();
}

type Compose = Parameters<Ground['work']['compose']>[1];

async function publish({ playground, work }: Pick<Ground, 'playground' | 'work'>, post: Compose, altTexts?: string[]): Promise<void> {
  const { author, approver } = playground.slack.people;
  await work.compose(author.id, post);
  work.describe(author.id, altTexts);
  const before = work.card()?.ts;
  await work.submit(author.id);
  const card = await work.until('The card', () => (work.card()?.ts === before ? undefined : work.card()));
  await work.until('The notice', () => playground.slack.as(author.id).view()?.callbackId === 'notice');
  while (playground.slack.as(author.id).view() !== undefined) await playground.slack.as(author.id).closeView();
  await work.click(approver.id, card, 'review_approve');
}

/** A page with a card of its own, as a brand's shop has. */
async function startShop(): Promise<{ url: string; close(): Promise<void> }> {
  const picture = await examplePicture({ width: 1200, height: 630, format: 'jpeg', hue: 300 });
  const server = createServer((request, response) => {
    if (request.url === '/bread.jpg') return response.setHeader('content-type', 'image/jpeg').end(picture);
    const image = `http://${request.headers.host}/bread.jpg`;
    return response
      .setHeader('content-type', 'text/html')
      .end(
        `<meta property="og:title" content="Bread &amp; rolls"><meta property="og:description" content="Fresh every day"><meta property="og:image" content="${image}">`,
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/shop`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

const THREAD = `${'We bake before you wake, and this is how a loaf is made. '.repeat(5).trim()}

And it ends with butter.`;
