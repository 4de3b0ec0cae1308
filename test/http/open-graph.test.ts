import { describe, expect, test } from '@jest/globals';
import { decodeHtml, readOpenGraph } from '../../src/http/open-graph.js';

const URL_HERE = 'https://shop.example/a/b';

describe('what a page says about itself', () => {
  test('is read from its Open Graph data, whatever the order and the quotes', () => {
    const html = `<!doctype html><html><head><title>Not this</title>
      <META content='Bread &amp; &quot;rolls&quot; &#8211; fresh&#x21;' property='og:title'>
      <meta property=og:description content="One > two">
      <meta name="description" content="Not this either"><meta property="og:image" content="/loaf.jpg?a=1&amp;b=2"></head>`;
    expect(readOpenGraph(html, URL_HERE)).toEqual({
      title: 'Bread & "rolls" – fresh!',
      description: 'One > two',
      image: 'https://shop.example/loaf.jpg?a=1&b=2',
    });
  });

  test('is else its Twitter card, else its title and description', () => {
    expect(
      readOpenGraph('<meta name="twitter:title" content="T"><meta name="twitter:image" content="i.png"><title>No</title>', URL_HERE),
    ).toEqual({
      title: 'T',
      image: 'https://shop.example/a/i.png',
    });
    expect(readOpenGraph('<title>\n  A   shop \n</title><meta name=Description content=Bread>', URL_HERE)).toEqual({
      title: 'A shop',
      description: 'Bread',
    });
  });

  test('is nothing where there is nothing, and not what stands in scripts and comments', () => {
    expect(readOpenGraph('', URL_HERE)).toEqual({});
    const hidden = '<!-- <meta property="og:title" content="A"> --><script>"<title>B</title>"</script><title></title>';
    expect(readOpenGraph(hidden, URL_HERE)).toEqual({});
    expect(readOpenGraph('<meta property="og:title" content=" "><meta property="og:image" content="http://">', URL_HERE)).toEqual({});
  });

  test('is cut to what a preview shows, between characters', () => {
    const { title = '', description = '' } = readOpenGraph(
      `<meta property="og:title" content="${'🥐'.repeat(500)}"><meta property="og:description" content="${'ab '.repeat(500)}">`,
      URL_HERE,
    );
    expect([...title]).toHaveLength(200);
    expect(title).toMatch(/^🥐+…$/u);
    expect([...description].length).toBeLessThanOrEqual(300);
  });

  test('is read from a page that was cut anywhere, and from one made to be slow', () => {
    const html = '<title>Bread</title><meta property="og:title" content="Rolls"><meta property="og:image" content="/a.jpg">';
    for (let end = 0; end <= html.length; end += 1) expect(() => readOpenGraph(html.slice(0, end), URL_HERE)).not.toThrow();
    const slow = [
      '<meta ',
      '<title>',
      '<meta a',
      '<!--',
      '<script>',
      'a =',
      '<meta "',
      "<meta content='",
      '</script ',
      '&#x',
      '<meta =" "',
    ];
    for (const part of slow) readOpenGraph(part.repeat(Math.ceil(1024 ** 2 / part.length)), URL_HERE);
    readOpenGraph(`<meta ${'a'.repeat(1024 ** 2)}>`, URL_HERE);
    readOpenGraph(`<meta ${'a '.repeat(512 * 1024)}>`, URL_HERE);
    readOpenGraph(`<meta a${' '.repeat(1024 ** 2)}>`, URL_HERE);
  });

  test('is decoded as the page says', () => {
    expect(decodeHtml(Buffer.from('Bäcker', 'latin1'), 'text/html; charset="ISO-8859-1"')).toBe('Bäcker');
    const named = Buffer.from('<meta charset=windows-1251><title>\u00d5\u00eb\u00e5\u00e1</title>', 'latin1');
    expect(decodeHtml(named, 'text/html')).toContain('Хлеб');
    expect(decodeHtml(Buffer.from('Bäcker'), 'text/html; charset=nonsense')).toBe('Bäcker');
  });
});
