/** Text as it may stand in HTML, in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The opposite of {@link escapeHtml}. */
export function unescapeHtml(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity) => Object.keys(ENTITIES).find((key) => ENTITIES[key] === entity) ?? entity);
}

/** A whole page; the title is escaped here, the body is HTML already. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#1c1e21;background:#f0f2f5}
article,form{background:#fff;border-radius:8px;padding:1rem;margin:1rem 0;box-shadow:0 1px 2px #0003}
article img{max-width:100%;border-radius:4px}p{white-space:pre-wrap}fieldset{border:1px solid #ccd0d5;border-radius:6px;margin:1rem 0}
label{display:block}button{font:inherit;padding:.5rem 1rem;margin-right:.5rem}small{color:#606770}</style></head>
<body><h1>${escapeHtml(title)}</h1>${body}</body></html>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
