import { type Request, Router } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Secret } from '../lib/secret.js';
import type { Publication } from '../publishing/index.js';

/** What is counted of one running app, for Prometheus. */
export interface Metrics {
  /** A warning or error was logged; one with a `loop` among its fields is a failure that this loop survived. */
  logged(level: 'warn' | 'error', fields: unknown): void;
  /** The engine changed a publication. */
  changed(from: Publication, to: Publication): void;
  /** Everything, as Prometheus reads it. */
  text(): Promise<string>;
}

/** What is looked up when the metrics are read. */
export interface Standing {
  /** How many publications could be worked on now, how many wait for later (counted up to 100,000), and how many have an unknown outcome. */
  readonly publications: () => Promise<{ readonly due: number; readonly waiting: number; readonly unknown: number }>;
  /** Posts whose card is not drawn yet, counted up to 1,000. */
  readonly cardsDue: () => Promise<number>;
  /** Lanes this process works on. */
  readonly lanes: () => number;
  /** How far the database server's clock is ahead of the machine's, in ms. */
  readonly clockOffsetMs: () => number;
}

/** Starts counting. */
export function createMetrics(standing: Standing): Metrics {
  const registers = [new Registry()];
  const failures = new Counter({
    name: 'copydesk_loop_failures_total',
    help: 'Failures that a loop survived.',
    labelNames: ['loop'],
    registers,
  });
  const entries = new Counter({
    name: 'copydesk_log_entries_total',
    help: 'Logged warnings and errors.',
    labelNames: ['level'],
    registers,
  });
  const outcomes = new Counter({
    name: 'copydesk_publications_total',
    help: 'What publications came to. One that is retried comes to something again.',
    labelNames: ['platform', 'outcome'],
    registers,
  });
  const lateness = new Histogram({
    name: 'copydesk_lateness_seconds',
    help: 'From the time a publication was due to the intent of its first send.',
    buckets: LATENESS_SECONDS,
    registers,
  });
  gaugesOf(standing, registers);
  return {
    logged: (level, fields) => {
      entries.inc({ level });
      if (isOfLoop(fields)) failures.inc({ loop: fields.loop });
    },
    changed: (from, to) => {
      if (from.state === to.state) return;
      if (OUTCOMES.has(to.state)) outcomes.inc({ platform: to.platform, outcome: to.state });
      const first = from.acts.length === 0 && to.state === 'publishing' ? to.acts[0]?.attempts[0] : undefined;
      if (first !== undefined) lateness.observe((first.intentAt.getTime() - to.dueAt.getTime()) / 1_000);
    },
    text: async () => `${(await Promise.all([ofThisProcess(), ...registers].map((each) => each.metrics()))).join('\n')}`,
  };
}

/**
 * `GET /metrics`: with a token for whoever shows it as a bearer; without one only for this machine itself, and not for what a proxy on it
 * hands on. Anybody else is told that there is nothing.
 */
export function metricsRoutes(metrics: Metrics, token: Secret | undefined): Router {
  const router = Router();
  router.get('/metrics', async (request, response, next) => {
    if (!mayRead(request, token)) return next();
    response.type(Registry.PROMETHEUS_CONTENT_TYPE).send(await metrics.text());
  });
  return router;
}

function gaugesOf({ publications, cardsDue, lanes, clockOffsetMs }: Standing, registers: Registry[]): void {
  new Gauge({
    name: 'copydesk_publications',
    help: 'Publications that could be worked on now, that wait for their time, and whose outcome is unknown.',
    labelNames: ['standing'],
    registers,
    async collect() {
      for (const [name, count] of Object.entries(await publications())) this.set({ standing: name }, count);
    },
  });
  new Gauge({
    name: 'copydesk_cards_due',
    help: 'Posts whose card is not drawn yet.',
    registers,
    async collect() {
      this.set(await cardsDue());
    },
  });
  new Gauge({ name: 'copydesk_lanes_claimed', help: 'Accounts this process works on.', registers, collect: set(lanes) });
  const offset = () => clockOffsetMs() / 1_000;
  new Gauge({ name: 'copydesk_clock_offset_seconds', help: "The database's time minus the machine's.", registers, collect: set(offset) });
}

function set(read: () => number): (this: Gauge) => void {
  return function (this: Gauge) {
    this.set(read());
  };
}

/** Node's own figures: one registry, however many apps a process runs. */
function ofThisProcess(): Registry {
  if (processRegistry === undefined) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry });
  }
  return processRegistry;
}

function mayRead(request: Request, token: Secret | undefined): boolean {
  if (token !== undefined) return token.is(/^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
  const handedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => name in request.headers);
  return !handedOn && LOOPBACK.has(request.socket.remoteAddress ?? '');
}

function isOfLoop(fields: unknown): fields is { readonly loop: string } {
  return typeof fields === 'object' && fields !== null && 'loop' in fields && typeof fields.loop === 'string';
}

let processRegistry: Registry | undefined;
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const OUTCOMES = new Set<Publication['state']>(['published', 'deleted', 'failed', 'unknown', 'blocked', 'held', 'cancelled']);
const LATENESS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1_800];
