import { never } from '../lib/never.js';
import type { Brand, Person, Workspace } from './workspace.js';

/** What a person may be allowed to do. */
export type Right = 'compose' | 'edit' | 'review' | 'publish without review' | 'repair' | 'manage';

/** What the right is asked about. `author` is the author of the post in question. */
export interface RightsContext {
  readonly workspace: Workspace;
  readonly brand: Brand;
  readonly author?: string;
}

/** An answer about a right; the sentence tells the person why not. */
export type RightsAnswer = { readonly allowed: true } | { readonly allowed: false; readonly sentence: string };

/** Whether `person` holds `right`, from what Slack says of them now. */
export function mayPerson(person: Person, right: Right, context: RightsContext): RightsAnswer {
  const outside = outsideSentence(person);
  if (outside !== undefined) return { allowed: false, sentence: outside };
  switch (right) {
    case 'compose':
      return YES;
    case 'edit':
      return person.id === context.author || isAdmin(person, context.workspace)
        ? YES
        : no('Only the author or an admin can edit this post.');
    case 'review':
      return person.id === context.author && !context.brand.authorsMayApprove
        ? no('You wrote this post, so someone else has to review it.')
        : YES;
    case 'publish without review':
      return context.brand.authorsMayApprove ? YES : no('Posts of this brand need a review first.');
    case 'repair':
      return YES;
    case 'manage':
      return isAdmin(person, context.workspace)
        ? YES
        : no('Only Slack admins, owners and the person who set Copydesk up can do this. Ask one of them.');
    default:
      return never(right);
  }
}

function outsideSentence(person: Person): string | undefined {
  switch (person.kind) {
    case 'member':
      return undefined;
    case 'guest':
      return 'Guests cannot use Copydesk. Ask a full member of this workspace.';
    case 'stranger':
      return 'Only members of this workspace can use Copydesk here.';
    case 'bot':
      return 'Apps cannot use Copydesk.';
    case 'deactivated':
      return 'This Slack account is deactivated.';
    default:
      return never(person.kind);
  }
}

function isAdmin(person: Person, workspace: Workspace): boolean {
  return person.isAdmin || person.id === workspace.setUpBy;
}

function no(sentence: string): RightsAnswer {
  return { allowed: false, sentence };
}

const YES: RightsAnswer = { allowed: true };
