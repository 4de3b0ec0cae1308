import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { sha256 } from '../../src/lib/ids.js';
import type { Content, MediaSource, Medium, VideoFacts } from '../../src/platforms/platform.js';

/** Real JPEGs that a platform can be given as bytes, or fetch from a real address on this machine. */
export interface Pictures {
  readonly source: MediaSource;
  /** Makes a JPEG of its own colour. */
  picture(fields?: { width?: number; height?: number; altText?: string }): Promise<Medium>;
  /** Takes bytes of the example video. */
  video(bytes: Buffer): Medium;
  close(): Promise<void>;
}

/** Starts the server that serves them. */
export async function startPictures(): Promise<Pictures> {
  const stored = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const bytes = stored.get(request.url?.slice(1) ?? '');
    if (bytes === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const source: MediaSource = {
    bytes: async (medium) => stored.get(medium.rendition) ?? Promise.reject(new Error(`There is no picture ${medium.rendition}.`)),
    url: async (medium) => `${origin}/${medium.rendition}`,
    check: async (medium) => void (await source.bytes(medium)),
    part: async (medium, start, end) => (await source.bytes(medium)).subarray(start, end),
  };
  return {
    source,
    video: (bytes) => {
      const rendition = `v${stored.size + 1}`;
      stored.set(rendition, bytes);
      return paperVideo({ rendition, sha256: sha256(bytes), size: bytes.length });
    },
    picture: async ({ width = 320, height = 320, altText = '' } = {}) => {
      const shade = stored.size * 20;
      const background = { r: shade % 256, g: 90, b: 160 };
      const bytes = await sharp({ create: { width, height, channels: 3, background } })
        .jpeg()
        .toBuffer();
      const rendition = `r${stored.size + 1}`;
      stored.set(rendition, bytes);
      return { rendition, sha256: sha256(bytes), mimeType: 'image/jpeg', width, height, size: bytes.length, altText };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A content, empty where nothing is said. */
export function contentOf(fields: Partial<Content> = {}): Content {
  return { text: '', media: [], options: {}, ...fields };
}

/** A picture that only its numbers matter of: it has no bytes. */
export function paperPicture(fields: Partial<Medium> = {}): Medium {
  return {
    rendition: 'paper',
    sha256: '0'.repeat(64),
    mimeType: 'image/jpeg',
    width: 1000,
    height: 1000,
    size: 100_000,
    altText: '',
    ...fields,
  };
}

/** The example video, of which only its numbers matter: it has no bytes. */
export function paperVideo({ video, ...fields }: Partial<Omit<Medium, 'video'>> & { video?: Partial<VideoFacts> } = {}): Medium {
  const facts = { durationMs: 12_000, videoCodec: 'avc', audioCodec: 'aac', frameRate: 15, bitRate: 25_602 };
  return { ...paperPicture({ mimeType: 'video/mp4', width: 480, height: 270, ...fields }), video: { ...facts, ...video } };
}
