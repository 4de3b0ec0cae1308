import { type Connection, type Model, Schema } from 'mongoose';
import type { Ticket, TicketStore } from '../accounts/index.js';
import type { SealedPlace } from '../lib/secret-box.js';
import type { Mongo } from './connection.js';

/** Links to connect in MongoDB. */
export function createTicketStore({ connection }: Mongo): TicketStore {
  const tickets = ticketModel(connection);
  return {
    issue: async ({ id, ...fields }) => {
      await tickets.create({ _id: id, ...fields, sweepAt: new Date(fields.expiresAt.getTime() + KEPT_MS) });
    },
  };
}

/** Indexes of the collection: one consent per state; swept a day after the link has expired, so that a late click is told why. */
export async function createTicketIndexes({ db }: Mongo): Promise<void> {
  const tickets = db.collection('tickets');
  await tickets.createIndex(
    { 'consent.stateHash': 1 },
    { unique: true, partialFilterExpression: { 'consent.stateHash': { $exists: true } } },
  );
  await tickets.createIndex({ sweepAt: 1 }, { expireAfterSeconds: 0 });
}

/** The tickets collection, for the store that looks links up. */
export function ticketModel(connection: Connection): Model<TicketDocument> {
  return connection.model<TicketDocument>('Ticket', ticketSchema);
}

/** A stored ticket as a domain object. */
export function toTicket({ _id, consent: _consent, replacedAt: _replacedAt, sweepAt: _sweepAt, ...fields }: TicketDocument): Ticket {
  return { ...fields, id: _id };
}

/** Where the verifier of a ticket's consent is sealed. */
export function verifierPlace({ _id, workspace }: Pick<TicketDocument, '_id' | 'workspace'>): SealedPlace {
  return { collection: 'tickets', workspace, record: _id, field: 'verifier' };
}

/** A stored ticket with the consent it began. */
export interface TicketDocument extends Omit<Ticket, 'id'> {
  readonly _id: string;
  readonly consent?: {
    readonly stateHash: string;
    readonly cookieHash: string;
    /** Sealed; wiped when the consent is finished. */
    readonly verifier?: string;
    readonly expiresAt: Date;
    readonly finishedAt?: Date;
  };
  readonly replacedAt?: Date;
  readonly sweepAt: Date;
}

const text = { type: String, required: true };

const ticketSchema = new Schema<TicketDocument>(
  {
    _id: text,
    workspace: text,
    brand: text,
    person: text,
    family: text,
    again: { type: Boolean, required: true },
    names: { type: { workspace: text, brand: text, person: text }, _id: false, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    usedAt: Date,
    consent: {
      type: { stateHash: text, cookieHash: text, verifier: String, expiresAt: { type: Date, required: true }, finishedAt: Date },
      _id: false,
    },
    replacedAt: Date,
    sweepAt: { type: Date, required: true },
  },
  { collection: 'tickets', versionKey: false, strict: 'throw' },
);

const KEPT_MS = 24 * 60 * 60_000;
