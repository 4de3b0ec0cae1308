import type { AccountsEverywhere } from '../accounts/index.js';
import type { SecretBox } from '../lib/secret-box.js';
import { accountModel, toAccount } from './accounts.js';
import type { Mongo } from './connection.js';
import { grantModel, toGrant } from './grants.js';
import { choiceModel } from './pending-choices.js';
import { ticketModel, toTicket, verifierPlace } from './tickets.js';

/** What cannot be asked within one workspace: a secret that a browser brings, a person that a platform names, or what is due by the clock. */
export function createAccountsEverywhere({ connection }: Mongo, box: SecretBox): AccountsEverywhere {
  const [tickets, grants, choices] = [ticketModel(connection), grantModel(connection), choiceModel(connection)];
  const accounts = accountModel(connection);
  return {
    ticket: async (id) => {
      const stored = await tickets.findById(id).lean();
      return stored === null ? undefined : toTicket(stored);
    },
    beginConsent: async ({ id, family }, { verifier, ...consent }, now) => {
      const known = await tickets.findOne({ _id: id, family }).lean();
      if (known === null) return undefined;
      const sealed = box.seal(verifier, verifierPlace(known));
      const stored = await tickets
        .findOneAndUpdate(
          { _id: id, family, usedAt: null, expiresAt: { $gt: now } },
          { $set: { usedAt: now, consent: { ...consent, verifier: sealed } } },
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
          { $set: { 'consent.finishedAt': now }, $unset: { 'consent.verifier': 1 } },
          { returnDocument: 'before' },
        )
        .lean();
      if (stored?.consent?.verifier == null) return undefined;
      return { ticket: toTicket(stored), verifier: box.open(stored.consent.verifier, verifierPlace(stored)) };
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
    grantsToRenew: async (now, limit) => (await grants.find(grantToRenew(now)).sort({ 'renewal.at': 1 }).limit(limit).lean()).map(toGrant),
    accountsToCheck: async (now, limit) =>
      (await accounts.find(accountToCheck(now)).sort({ checkAt: 1 }).limit(limit).lean()).map(toAccount),
    checkAccountsOf: async (family, platformPerson, now) => {
      const of = await grants.find({ family, 'person.platformId': platformPerson }, { _id: 1, workspace: 1 }).lean();
      for (const { _id: grant, workspace } of of) {
        await accounts.updateMany({ workspace, grant, disconnectedAt: null, 'health.state': 'good' }, { $set: { checkAt: now } });
      }
    },
    forgetChoices: async (family, platformPerson) => {
      await choices.deleteMany({ family, 'grantee.platformId': platformPerson });
    },
  };
}

/** A grant whose renewal, or end, is due. */
export function grantToRenew(now: Date) {
  return { 'renewal.at': { $lte: now }, revokedAt: null };
}

/** An account whose daily look is due. */
export function accountToCheck(now: Date) {
  return { checkAt: { $lte: now }, disconnectedAt: null };
}
