import type { AccountsEverywhere } from '../accounts/index.js';
import type { Mongo } from './connection.js';
import { grantModel, toGrant } from './grants.js';
import { choiceModel } from './pending-choices.js';
import { ticketModel, toTicket } from './tickets.js';

/** What cannot be asked within one workspace: a secret that a browser brings, or a person that a platform names. */
export function createAccountsEverywhere({ connection }: Mongo): AccountsEverywhere {
  const [tickets, grants, choices] = [ticketModel(connection), grantModel(connection), choiceModel(connection)];
  return {
    ticket: async (id) => {
      const stored = await tickets.findById(id).lean();
      return stored === null ? undefined : toTicket(stored);
    },
    beginConsent: async ({ id, family }, consent, now) => {
      const stored = await tickets
        .findOneAndUpdate(
          { _id: id, family, usedAt: null, expiresAt: { $gt: now } },
          { $set: { usedAt: now, consent } },
          { returnDocument: 'after' },
        )
        .lean();
      return stored === null ? undefined : toTicket(stored);
    },
    finishConsent: async ({ stateHash, cookieHash, family }, now) => {
      const open = { 'consent.finishedAt': null, 'consent.expiresAt': { $gt: now } };
      const stored = await tickets
        .findOneAndUpdate(
          { 'consent.stateHash': stateHash, 'consent.cookieHash': cookieHash, family, ...open },
          { $set: { 'consent.finishedAt': now } },
          { returnDocument: 'after' },
        )
        .lean();
      return stored === null ? undefined : toTicket(stored);
    },
    consent: async (stateHash, family, now) => {
      const stored = await tickets.findOne({ 'consent.stateHash': stateHash, family }).lean();
      if (stored?.consent == null) return undefined;
      const { finishedAt, expiresAt, cookieHash } = stored.consent;
      return { ticket: toTicket(stored), cookieHash, standing: finishedAt != null ? 'finished' : expiresAt <= now ? 'expired' : 'open' };
    },
    replaceTicket: async (hash, now) => {
      const stored = await tickets
        .findOneAndUpdate({ $or: [{ _id: hash }, { 'consent.stateHash': hash }], replacedAt: null }, { $set: { replacedAt: now } })
        .lean();
      return stored === null ? undefined : toTicket(stored);
    },
    grantsOfPerson: async (family, platformPerson) =>
      (await grants.find({ family, 'person.platformId': platformPerson }).lean()).map(toGrant),
    forgetChoices: async (family, platformPerson) => {
      await choices.deleteMany({ family, 'grantee.platformId': platformPerson });
    },
  };
}
