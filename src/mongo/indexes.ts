import { createAccountIndexes } from './accounts.js';
import { createCardIndexes } from './cards.js';
import type { Mongo } from './connection.js';
import { createDecisionIndexes } from './decisions.js';
import { createDeletionIndexes } from './deletions.js';
import { createDepthIndexes } from './depths.js';
import { createDraftIndexes } from './drafts.js';
import { createEventIndexes } from './events.js';
import { createGrantIndexes } from './grants.js';
import { createHistoryIndexes } from './history.js';
import { createHomeIndexes } from './homes.js';
import { createInstallStateIndexes } from './install-states.js';
import { createInstallationIndexes } from './installations.js';
import { createLaneIndexes } from './lanes.js';
import { createLibraryIndexes } from './library.js';
import { createListIndexes } from './lists.js';
import { createMediaIndexes } from './media.js';
import { createNeighbourIndexes } from './neighbours.js';
import { createNoticeIndexes } from './notices.js';
import { createChoiceIndexes } from './pending-choices.js';
import { createPostIndexes } from './posts.js';
import { createPublicationIndexes } from './publications.js';
import { createQuotaIndexes } from './quotas.js';
import { createTicketIndexes } from './tickets.js';
import { createWorkspaceIndexes } from './workspaces.js';

/** Makes every collection that transactions write, and every index; harmless when they exist. */
export async function createIndexes(mongo: Mongo): Promise<void> {
  await Promise.all([
    createWorkspaceIndexes(mongo),
    createInstallationIndexes(mongo),
    createInstallStateIndexes(mongo),
    createPostIndexes(mongo),
    createCardIndexes(mongo),
    createDraftIndexes(mongo),
    createDecisionIndexes(mongo),
    createPublicationIndexes(mongo),
    createLaneIndexes(mongo),
    createHistoryIndexes(mongo),
    createHomeIndexes(mongo),
    createDepthIndexes(mongo),
    createLibraryIndexes(mongo),
    createListIndexes(mongo),
    createNeighbourIndexes(mongo),
    createQuotaIndexes(mongo),
    createMediaIndexes(mongo),
    createAccountIndexes(mongo),
    createGrantIndexes(mongo),
    createTicketIndexes(mongo),
    createChoiceIndexes(mongo),
    createDeletionIndexes(mongo),
    createEventIndexes(mongo),
    createNoticeIndexes(mongo),
  ]);
}
