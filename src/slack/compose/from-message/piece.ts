/** A stretch of a message: plain words, or somebody or something that is named by its id; `name` is what the message itself calls it. */
export type Piece = string | { readonly kind: 'user' | 'group' | 'channel'; readonly id: string; readonly name?: string };

/** A link in words: its address, after its label where that says something else. */
export function linkWords(url: string, label = ''): string {
  const address = url.replace(/^(mailto|tel):/, '');
  return label.trim() === '' || bare(label) === bare(address) ? address : `${label} (${address})`;
}

function bare(address: string): string {
  return address
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '')
    .toLowerCase();
}
