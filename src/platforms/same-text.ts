/** Whether two texts say the same, as far as a platform may have tidied one of them. */
export function sameText(a: string, b: string): boolean {
  return tidy(a) === tidy(b);
}

function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[ \t]+(?=\n)/g, '')
    .trim();
}
