/**
 * Fills Slack's date tokens for a reader in `zone`, `nowMs` being the present. slack:messaging/formatting-message-text#date-formatting, November 2026.
 * Text outside the braces, and unknown tokens, stay as they are.
 */
export function formatDate(seconds: number, format: string, zone: string, nowMs: number): string {
  const at = new Date(seconds * 1000);
  const say = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options }).format(at);
  const pretty = (otherwise: string, isFirst: boolean) => {
    const word = nearDay(at, nowMs, zone);
    if (word === undefined) return otherwise;
    return isFirst ? word : word.toLowerCase();
  };
  const short = () => say({ month: 'short', day: 'numeric', year: 'numeric' });
  const medium = () => say({ month: 'long', day: 'numeric', year: 'numeric' });
  const long = () => say({ weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' });
  return format.replace(/\{(\w+)\}/g, (token, name: string, offset: number) => {
    switch (name) {
      case 'date_num':
        return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
      case 'date':
        return medium();
      case 'date_short':
        return short();
      case 'date_long':
        return long();
      case 'date_pretty':
        return pretty(medium(), offset === 0);
      case 'date_short_pretty':
        return pretty(short(), offset === 0);
      case 'date_long_pretty':
        return pretty(long(), offset === 0);
      case 'time':
        return say({ hour: 'numeric', minute: '2-digit' });
      case 'time_secs':
        return say({ hour: 'numeric', minute: '2-digit', second: '2-digit' });
      case 'ago':
        return ago(at.getTime() - nowMs);
      default:
        return token;
    }
  });
}

/** The day a moment falls on for someone in `zone`, as a heading: Today, Yesterday, or the date in words. */
export function dayWords(seconds: number, zone: string, nowMs: number): string {
  return formatDate(seconds, '{date_long_pretty}', zone, nowMs);
}

function nearDay(at: Date, nowMs: number, zone: string): string | undefined {
  const day = (time: number) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(time);
  const noon = (iso: string) => Date.parse(`${iso}T12:00:00Z`);
  const apart = Math.round((noon(day(at.getTime())) - noon(day(nowMs))) / 86_400_000);
  return { 0: 'Today', [-1]: 'Yesterday', 1: 'Tomorrow' }[apart];
}

function ago(ms: number): string {
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ];
  const [unit, size] = steps.find(([, each]) => Math.abs(ms) >= each) ?? ['minute', 60_000];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.trunc(ms / size), unit);
}
