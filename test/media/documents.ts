import { deflateSync } from 'node:zlib';

/** A PDF of empty pages. `packed` keeps its page tree compressed, as PDF 1.5 does; `locked` names an encryption. */
export function pdf(
  pages: number,
  { packed = false, locked = false }: { readonly packed?: boolean; readonly locked?: boolean } = {},
): Buffer {
  const kids = Array.from({ length: pages }, (_, index) => `${index + 3} 0 R`).join(' ');
  const tree = `<< /Type /Pages /Resources << /Font << >> >> /Kids [${kids}] /Count ${pages} >>`;
  const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>';
  const stream = deflateSync(Buffer.from(`2 0 ${tree}`));
  const objects = packed
    ? Buffer.concat([
        Buffer.from(`9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${stream.length} >>\nstream\n`),
        stream,
        Buffer.from('\nendstream\nendobj\n'),
      ])
    : Buffer.from(
        `2 0 obj\n${tree}\nendobj\n${Array.from({ length: pages }, (_, index) => `${index + 3} 0 obj\n${page}\nendobj\n`).join('')}`,
      );
  const head = Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n');
  const trailer = Buffer.from(
    `trailer\n<< /Root 1 0 R${locked ? ' /Encrypt 8 0 R' : ''} >>\nstartxref\n${head.length + objects.length}\n%%EOF\n`,
  );
  return Buffer.concat([head, objects, trailer]);
}
