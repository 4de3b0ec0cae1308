/** Words that somebody types to see what breaks; each a line of its own. `person` is a user id that is mentioned nowhere else. */
export function hostileLines(person: string): string[] {
  return [
    `<!channel> <!here> <!everyone> <@${person}> <!subteam^S0LEGAL0001> @everyone @channel`,
    '<https://evil.example/a|good> [good](https://evil.example/b) <b>bold</b> <script>alert(1)</script>',
    '&lt;b&gt; &amp;amp; &#60; *bold* _it_ ~strike~ `code` ```pre``` :skull:',
    'right \u202Egnp.exe\u202C \u2066isolated\u2069 عربى עברית \u200F left',
    'zero\u200Bwidth\u200Djoiner\u2060 \u00AD soft\uFEFF',
    '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇪🇺 👍🏽 𝒳 𠮷 e\u0301 é ﬁ',
    'W'.repeat(120),
    '{"$gt":""} {"__proto__":{}} $[7*7] {7*7} %s %00 \\u0000 \\n $where: 1',
  ];
}

/** The same on one line, for a field of one line; at most `most` characters. */
export function hostileLine(person: string, most = 3_000): string {
  return [...hostileLines(person).join(' ')].slice(0, most).join('');
}
