import { createHmac } from 'node:crypto';

/** The two headers that sign a request of Slack. `timestamp` is in seconds. slack:authentication/verifying-requests-from-slack, November 2026. */
export function signed(signingSecret: string, timestamp: number, body: string): Record<string, string> {
  const hex = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': `v0=${hex}` };
}
