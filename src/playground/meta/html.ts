/** Text as it may stand in HTML, in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The opposite of {@link escapeHtml}. */
export function unescapeHtml(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity) => Object.keys(ENTITIES).find((key) => ENTITIES[key] === entity) ?? entity);
}

/** Draws a platform's pages: each whole, its title escaped here, its body HTML already. */
export function pagesOf(platform: string): (title: string, body: string) => string {
  return (
    title,
    body,
  ) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${escapeHtml(title)} · ${platform}</title><style>${STYLES}</style></head>
<body><header>${platform} <small>stand-in</small></header><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`;
}

const STYLES = `:root{--bg:#f0f2f5;--card:#fff;--ink:#1c1e21;--soft:#5d6168;--line:#ced0d4;--blue:#0a5dc2}
@media(prefers-color-scheme:dark){:root{--bg:#18191a;--card:#242526;--ink:#e4e6eb;--soft:#b0b3b8;--line:#4a4c4f;--blue:#6fb1ff}}
body{font:16px/1.5 system-ui,sans-serif;margin:0;color:var(--ink);background:var(--bg)}
body>header{padding:.5rem 1.25rem;background:var(--card);border-bottom:1px solid var(--line);color:var(--blue);font-size:1.4rem;font-weight:700}
body>header small{font-weight:400;font-size:.8rem;color:var(--soft)}
main{max-width:34rem;margin:1.5rem auto;padding:0 1rem}h1{font-size:1.4rem}
article,form,ul{background:var(--card);border-radius:10px;padding:1.25rem;margin:1rem 0;box-shadow:0 1px 2px #0003;list-style:none}
article img{display:block;max-width:100%;height:auto;border-radius:6px;margin:.5rem 0}p{white-space:pre-wrap;overflow-wrap:anywhere}
fieldset{border:0;padding:0;margin:0 0 1.25rem}legend{font-weight:600;padding:0;margin-bottom:.25rem}
label{display:flex;gap:.75rem;padding:.5rem 0;border-bottom:1px solid var(--line)}label small{display:block}
input{width:1.15rem;height:1.15rem;margin:.2rem 0 0;flex:none}a{color:var(--blue)}small{color:var(--soft)}
button{font:inherit;font-weight:600;padding:.55rem 1.25rem;margin-right:.5rem;border:0;border-radius:6px;background:#0a5dc2;color:#fff;cursor:pointer}
button[value=cancel]{background:#d8dadf;color:#1c1e21}li a{display:flex;align-items:center;gap:.75rem;padding:.6rem;border-radius:8px;font-weight:600;text-decoration:none}
li a:hover{background:var(--bg)}li img{width:44px;height:44px;border-radius:50%}`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A page of Facebook's. */
export const htmlPage = pagesOf('facebook');
