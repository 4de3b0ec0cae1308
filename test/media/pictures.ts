import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** A picture of many colours, `width` by `height` pixels, to be written in any format. */
export function picture(width: number, height: number): Sharp {
  return sharp(noise(width * height * 3), { raw: { width, height, channels: 3 } });
}

/** A picture of one colour. */
export function plain(width: number, height: number, background: string | { r: number; g: number; b: number; alpha: number }): Sharp {
  return sharp({ create: { width, height, channels: typeof background === 'string' ? 3 : 4, background } });
}

/** A red half on the left and a blue one on the right, stored so that it has to be turned by 90 degrees clockwise to be seen upright. */
export async function turned(width: number, height: number): Promise<Buffer> {
  const half = await plain(width / 2, height, '#0000ff')
    .png()
    .toBuffer();
  const sides = plain(width, height, '#ff0000').composite([{ input: half, left: width / 2, top: 0 }]);
  return await sharp(await sides.png().toBuffer())
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

/** Two frames, red and blue. */
export async function animated(format: 'gif' | 'webp'): Promise<Buffer> {
  const frames = await Promise.all(['#ff0000', '#0000ff'].map((colour) => plain(20, 20, colour).png().toBuffer()));
  return await sharp(frames, { join: { animated: true } })
    .toFormat(format)
    .toBuffer();
}

/** A PNG that says it is animated, as an APNG does: an `acTL` chunk before its pixels. */
export async function animatedPng(): Promise<Buffer> {
  const still = await plain(20, 20, '#ff0000').png().toBuffer();
  return Buffer.concat([still.subarray(0, PNG_HEADER), chunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])), still.subarray(PNG_HEADER)]);
}

/** A valid black PNG of `side` by `side` pixels, one bit each: tiny as a file, large once decoded. */
export function bomb(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = Buffer.alloc((1 + Math.ceil(side / 8)) * side);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

/** The first bytes of a file in the container of HEIC, AVIF and MP4, which its brand tells apart. */
export function ftyp(brand: string): Buffer {
  return Buffer.concat([Buffer.from([0, 0, 0, 0x18]), Buffer.from(`ftyp${brand}\0\0\0\0${brand}mif1`, 'latin1'), Buffer.alloc(64)]);
}

/** Red, green and blue (and alpha) of one pixel. */
export async function pixel(bytes: Uint8Array, x: number, y: number): Promise<number[]> {
  return [...(await sharp(bytes).extract({ left: x, top: y, width: 1, height: 1 }).raw().toBuffer())];
}

/** Bytes that hardly compress, the same in every run. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let at = 0; at < length; at += 1) {
    state = (state * 48_271) % 2_147_483_647;
    bytes[at] = state >> 8;
  }
  return bytes;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

/** The signature and the IHDR chunk. */
const PNG_HEADER = 8 + 25;
