import { parseArgs } from 'node:util';
import { benchAck } from './ack.js';
import { benchApprove } from './approve.js';
import { type Bench, type BenchResult, described } from './bench.js';
import { benchClaim } from './claim.js';

import { benchClick } from './click.js';
import { benchDrain } from './drain.js';
import { benchFairness } from './fairness.js';
import { benchHome } from './home.js';
import { benchLateness } from './lateness.js';
import { benchRecovery } from './recovery.js';
import { benchSpike } from './spike.js';
import { benchSplit } from './split.js';

const benches: Readonly<Record<string, Bench>> = {
  ack: benchAck,
  approve: benchApprove,
  lateness: benchLateness,
  spike: benchSpike,
  drain: benchDrain,
  claim: benchClaim,
  recovery: benchRecovery,
  fairness: benchFairness,
  split: benchSplit,
  click: benchClick,
  home: benchHome,
};
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    count: { type: 'string' },
    clients: { type: 'string' },
    'cpu-prof-dir': { type: 'string' },
  },
});

try {
  const [name = ''] = positionals;
  const bench = benches[name];
  if (bench === undefined) throw new Error(`Say which bench to run: ${Object.keys(benches).join(', ')}.`);
  const result = await bench({
    say: (line) => process.stdout.write(`${line}\n`),
    ...bounded('rounds', values.rounds, 50),
    ...bounded('count', values.count, 20_000),
    ...bounded('clients', values.clients, 256),
    ...(values['cpu-prof-dir'] === undefined ? {} : { profileDir: values['cpu-prof-dir'] }),
  });
  print(result);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

function print(result: BenchResult): void {
  process.stdout.write(`${described(result)}\n`);
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
}

function bounded(name: string, text: string | undefined, most: number): Record<string, number> {
  if (text === undefined) return {};
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) throw new Error(`--${name} is a whole number from 1 to ${most}.`);
  return { [name]: value };
}
