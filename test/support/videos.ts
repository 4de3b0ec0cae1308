import { readFileSync } from 'node:fs';
import { BufferSource, BufferTarget, Conversion, Input, MovOutputFormat, MP4, Output } from 'mediabunny';

/** Twelve seconds of coffee colours with a hum, 480 by 270, 15 pictures a second: H.264 and AAC in MP4, the tables in front (made with ffmpeg). */
export const COFFEE = readFileSync(new URL('files/coffee.mp4', import.meta.url));

/** The same video in a file of so many bytes: a box that players pass over stands at its end. `name` makes files differ. */
export function paddedTo(bytes: number, name = ''): Buffer {
  const room = Buffer.alloc(bytes - COFFEE.length);
  room.writeUInt32BE(room.length, 0);
  room.write('free', 4, 'latin1');
  room.write(name, 8, 'utf8');
  return Buffer.concat([COFFEE, room]);
}

/** The same pictures and sound in a MOV. */
export async function coffeeAsMov(): Promise<Buffer> {
  const target = new BufferTarget();
  const conversion = await Conversion.init({
    input: new Input({ formats: [MP4], source: new BufferSource(COFFEE) }),
    output: new Output({ format: new MovOutputFormat(), target }),
  });
  await conversion.execute();
  return Buffer.from(target.buffer ?? new ArrayBuffer(0));
}

/** Bytes as a download hands them over: in parts. */
export async function* partsOf(bytes: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** All of a download. */
export async function whole(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}
