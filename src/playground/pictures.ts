import sharp from 'sharp';

/** A real picture file: a landscape of soft colours with a shape on it, as a phone or a designer would hand it over. */
export async function examplePicture(options: {
  readonly width: number;
  readonly height: number;
  readonly format: 'jpeg' | 'png';
  readonly hue: number;
}): Promise<Uint8Array> {
  const { width, height, hue } = options;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="hsl(${hue},70%,78%)"/><stop offset="1" stop-color="hsl(${(hue + 40) % 360},75%,58%)"/>
    </linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#sky)"/>
    <circle cx="${width * 0.72}" cy="${height * 0.3}" r="${Math.min(width, height) * 0.13}" fill="hsl(${(hue + 60) % 360},90%,88%)"/>
    <path d="M0 ${height * 0.75} C ${width * 0.3} ${height * 0.55}, ${width * 0.6} ${height * 0.95}, ${width} ${height * 0.7} V ${height} H 0 Z" fill="hsl(${(hue + 150) % 360},35%,38%)"/>
  </svg>`;
  const image = sharp(Buffer.from(svg));
  return options.format === 'png' ? image.png().toBuffer() : image.jpeg({ quality: 92 }).toBuffer();
}
