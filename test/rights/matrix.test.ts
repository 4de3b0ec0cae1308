import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RefusedError } from '../../src/lib/refused-error.js';
import type { PostState } from '../../src/posts/index.js';
import type { PublicationState } from '../../src/publishing/index.js';
import { NotAllowedError } from '../../src/workspaces/index.js';
import type { Act } from './act.js';
import { BRAND_ACTS } from './brand-acts.js';
import { POST_ACTS, PUBLICATIONS } from './post-acts.js';
import { type BrandKind, type Given, PEOPLE, type RightsWorld, type Subject, startRights, type Who } from './world.js';

/**
 * `+` it is done, `-` this person may not, `x` it does not fit, or is not there for them. Whatever else happens is no refusal, and fails.
 * The people are described in `PEOPLE`; the post is the author's.
 */
const BY_PERSON = table(`
                                   admin first manager approver author writer member guest client stranger deactivated elsewhere
compose                            +     +     +       +        +      +      -      -     -      -        -           -
send for review                    +     +     +       +        +      +      -      -     -      -        -           -
save the author’s draft            x     x     x       x        +      x      x      x     x      x        x           x
send the author’s draft            x     x     x       x        +      x      x      x     x      x        x           x
discard the author’s draft         x     x     x       x        +      x      x      x     x      x        x           x
duplicate                          +     +     +       +        +      +      -      -     -      -        -           -

approve                            +     +     +       +        -      -      -      -     +      -        -           -
request changes                    +     +     +       +        -      -      -      -     +      -        -           -
reject                             +     +     +       +        -      -      -      -     +      -        -           -
approve before the client          +     +     +       +        -      -      -      -     -      -        -           -
reject before the client           +     +     +       +        -      -      -      -     -      -        -           -
approve for the client             -     -     -       -        -      -      -      -     +      -        -           -
hold the review                    +     +     +       +        -      -      -      -     -      -        -           -
release the review                 +     +     +       +        -      -      -      -     -      -        -           -
hand over                          +     +     +       +        -      -      -      -     -      -        -           -
withdraw                           -     -     -       -        +      -      -      -     -      -        -           -
publish without approval           -     -     -       -        +      -      -      -     -      -        -           -
publish what asks for none         +     +     +       +        +      -      -      -     -      -        -           -

begin an edit                      +     +     +       +        +      -      -      -     -      -        -           -
save an edit                       +     +     +       +        +      -      -      -     -      -        -           -
send an edit                       +     +     +       +        +      -      -      -     -      -        -           -
send other words for what is live  +     +     +       +        +      -      -      -     -      -        -           -

hold                               +     +     +       +        -      -      -      -     -      -        -           -
release                            +     +     +       +        -      -      -      -     -      -        -           -
cancel                             +     +     +       +        +      -      -      -     -      -        -           -
reschedule                         +     +     +       +        +      -      -      -     -      -        -           -
publish now                        +     +     +       +        +      -      -      -     -      -        -           -

retry                              +     +     +       +        +      -      -      -     -      -        -           -
it is live                         +     +     +       +        +      -      -      -     -      -        -           -
publish again                      +     +     +       +        +      -      -      -     -      -        -           -
skip the comment                   +     +     +       +        +      -      -      -     -      -        -           -
delete what is live                +     +     +       +        +      -      -      -     -      -        -           -
delete once more                   +     +     +       +        +      -      -      -     -      -        -           -

pause                              +     +     +       +        -      -      -      -     -      -        -           -
look at what to resume             +     +     +       +        -      -      -      -     -      -        -           -
resume                             +     +     +       +        -      -      -      -     -      -        -           -

ask for a link to connect          +     +     +       -        -      -      -      -     -      -        -           -
connect                            +     +     +       -        -      -      -      -     -      -        -           -
disconnect an account              +     +     +       -        -      -      -      -     -      -        -           -
disconnect a consent               +     +     +       -        -      -      -      -     -      -        -           -
move an account                    +     +     -       -        -      -      -      -     -      -        -           -

settings                           +     +     +       -        -      -      -      -     -      -        -           -
roles                              +     +     +       -        -      -      -      -     -      -        -           -
the brand’s policy                 +     +     +       -        -      -      -      -     -      -        -           -
an account’s policy                +     +     +       -        -      -      -      -     -      -        -           -
the post’s policy                  +     +     +       -        -      -      -      -     -      -        -           -
reminders                          +     +     +       -        -      -      -      -     -      -        -           -
the own notifications              +     +     +       +        +      +      +      -     -      -        -           +

keep in the library                +     +     +       +        -      -      -      -     -      -        -           -
delete from the library            +     +     +       +        -      -      -      -     -      -        -           -
sign an account                    +     +     +       +        -      -      -      -     -      -        -           -

add a brand                        +     +     -       -        -      -      -      -     -      -        -           -
archive a brand                    +     +     -       -        -      -      -      -     -      -        -           -
restore a brand                    +     +     -       -        -      -      -      -     -      -        -           -
export the history                 +     +     +       -        -      -      -      -     -      -        -           -
export everything                  +     +     -       -        -      -      -      -     -      -        -           -
`);

/** A brand that names nobody: every full member writes and approves, and only the workspace's admins manage it. */
const BY_PERSON_WHERE_NOBODY_IS_NAMED = table(`
                                   admin first manager approver author writer member guest client stranger deactivated elsewhere
compose                            +     +     +       +        +      +      +      -     -      -        -           +
approve                            +     +     +       +        -      +      +      -     -      -        -           +
reject                             +     +     +       +        -      +      +      -     -      -        -           +
withdraw                           -     -     -       -        +      -      -      -     -      -        -           -
publish without approval           -     -     -       -        -      -      -      -     -      -        -           -
send an edit                       +     +     +       +        +      +      +      -     -      -        -           +
hold                               +     +     +       +        -      +      +      -     -      -        -           +
cancel                             +     +     +       +        +      +      +      -     -      -        -           +
retry                              +     +     +       +        +      +      +      -     -      -        -           +
delete what is live                +     +     +       +        +      +      +      -     -      -        -           +
pause                              +     +     +       +        +      +      +      -     -      -        -           +
keep in the library                +     +     +       +        +      +      +      -     -      -        -           +
connect                            +     +     -       -        -      -      -      -     -      -        -           -
settings                           +     +     -       -        -      -      -      -     -      -        -           -
roles                              +     +     -       -        -      -      -      -     -      -        -           -
`);

/** By somebody who may. Approved posts wait to go out on their account, closed ones are live there; posts in other states have nothing there. */
const BY_POST_STATE = table(`
                                   in_review changes_requested withdrawn held rejected expired approved closed cancelled
approve                            +         x                 x         x    x        x       x        x      x
request changes                    +         x                 x         +    x        x       x        x      x
reject                             +         x                 x         +    x        x       x        x      x
hold the review                    +         x                 x         x    x        x       x        x      x
release the review                 x         x                 x         +    x        x       x        x      x
hand over                          +         x                 x         x    x        x       x        x      x
withdraw                           +         x                 x         +    x        x       x        x      x
publish without approval           +         x                 x         x    x        x       x        x      x
the post’s policy                  +         +                 +         +    x        +       x        x      x

begin an edit                      +         +                 +         +    +        +       +        +      x
save an edit                       +         +                 +         +    +        +       +        +      +
send an edit                       +         +                 +         +    +        +       +        +      x
send other words for what is live  +         +                 +         +    +        +       +        +      x
duplicate                          +         +                 +         +    +        +       +        +      +

hold                               x         x                 x         x    x        x       +        x      x
cancel                             +         +                 +         +    x        +       +        x      x
reschedule                         +         +                 +         +    x        +       +        x      x
publish now                        x         x                 x         x    x        x       +        x      x
delete what is live                x         x                 x         x    x        x       x        +      x
`);

/** Of an approved post, by somebody who may. */
const BY_PUBLICATION_STATE = table(`
                                   queued staging processing ready held blocked publishing unknown failed published deleted cancelled
hold                               +      +       +          +     x    +       x          x       x      x         x       x
release                            x      x       x          x     +    x       x          x       x      x         x       x
cancel                             +      +       +          +     +    +       x          x       x      x         x       x
reschedule                         +      +       +          +     +    +       x          x       x      x         x       x
publish now                        +      +       +          +     +    +       x          x       x      x         x       x
send an edit                       +      +       +          +     +    +       x          x       +      +         +       +

retry                              x      x       x          x     x    x       x          x       +      x         x       x
it is live                         x      x       x          x     x    x       x          +       x      x         x       x
publish again                      x      x       x          x     x    x       x          +       x      x         x       x
delete what is live                x      x       x          x     x    x       x          x       x      +         x       x
`);

const ACTS: Readonly<Record<string, Act>> = { ...POST_ACTS, ...BRAND_ACTS };

let world: RightsWorld;

beforeAll(async () => {
  world = await startRights();
});

afterAll(() => world.close());

describe('who may do what', () => {
  test.each(BY_PERSON)('$act', async ({ act, cells }) => {
    await holds(act, cells, byPerson(act));
  });

  test('is asked of every act', () => {
    expect(BY_PERSON.map(({ act }) => act)).toEqual(Object.keys(ACTS));
  });
});

describe('who may do what where nobody is named', () => {
  test.each(BY_PERSON_WHERE_NOBODY_IS_NAMED)('$act', async ({ act, cells }) => {
    await holds(act, cells, byPerson(act), 'fresh');
  });
});

test('in an archived brand nothing is done but to look, to export, and to drop a draft; other brands go on', async () => {
  await world.reset('archived');
  const done: string[] = [];
  for (const { act: name, cells } of BY_PERSON) {
    const act = actOf(name);
    const who = cells.find(({ wanted }) => wanted === '+')?.column as Who;
    const got = await outcome(act, act.given === undefined ? NONE : await world.write(act.given), PEOPLE[who]);
    if (got === '-' || got === 'x') continue;
    done.push(got === '+' ? name : `${name}: ${got}`);
    await world.reset('archived');
  }
  expect(done).toEqual([
    'discard the author’s draft',
    'the own notifications',
    'add a brand',
    'archive a brand',
    'restore a brand',
    'export the history',
    'export everything',
  ]);
});

describe('what fits a post', () => {
  test.each(BY_POST_STATE)('$act', async ({ act, cells }) => {
    await holds(act, cells, {
      given: (column) => ({ state: column as PostState, publication: ON_ITS_ACCOUNT[column as PostState] }),
      person: () => PEOPLE[actOf(act).by ?? 'approver'],
    });
  });
});

describe('what fits a publication', () => {
  test.each(BY_PUBLICATION_STATE)('$act', async ({ act, cells }) => {
    await holds(act, cells, {
      given: (column) => ({ state: 'approved', publication: PUBLICATIONS[column as PublicationState] }),
      person: () => PEOPLE[actOf(act).by ?? 'approver'],
    });
  });
});

const ON_ITS_ACCOUNT: Partial<Record<PostState, Given['publication']>> = {
  approved: PUBLICATIONS.queued,
  closed: PUBLICATIONS.published,
};

const NONE: Subject = { post: '', publication: '' };

/** What a cell is tried on, and by whom. */
interface Row {
  given(column: string): Given | undefined;
  person(column: string): string;
}

interface Cell {
  readonly column: string;
  readonly wanted: string;
}

/** Tries every cell of a row. What was refused has to leave a post as it was: the next person tries the same one. */
async function holds(name: string, cells: readonly Cell[], row: Row, brand: BrandKind = 'named'): Promise<void> {
  const act = actOf(name);
  await world.reset(brand);
  let last: { readonly given: Given | undefined; readonly subject: Subject } | undefined;
  for (const { column, wanted } of cells) {
    const given = row.given(column);
    if (last === undefined || last.given !== given) last = { given, subject: given === undefined ? NONE : await world.write(given) };
    const got = await outcome(act, last.subject, row.person(column));
    expect(`${name}, ${column}: ${got}`).toBe(`${name}, ${column}: ${wanted}`);
    if (got !== '+') continue;
    last = undefined;
    if (given === undefined) await world.reset(brand);
  }
}

function byPerson(act: string): Row {
  return { given: () => actOf(act).given, person: (column) => PEOPLE[column as Who] };
}

async function outcome(act: Act, subject: Subject, person: string): Promise<string> {
  try {
    await act.run(world, subject, person);
    return '+';
  } catch (error) {
    if (error instanceof NotAllowedError) return '-';
    return error instanceof RefusedError ? 'x' : `no refusal, but ${error instanceof Error ? error.stack : error}`;
  }
}

function actOf(name: string): Act {
  const act = ACTS[name];
  if (act === undefined) throw new Error(`There is no act ${name}.`);
  return act;
}

/** Rows by their act, with a cell for every column that the first line names. */
function table(text: string): { readonly act: string; readonly cells: readonly Cell[] }[] {
  const [head = '', ...rows] = text.split('\n').filter((line) => line.trim() !== '');
  const columns = head.trim().split(/\s+/);
  return rows.map((row) => {
    const [act = '', ...marks] = row.trim().split(/\s{2,}/);
    if (marks.length !== columns.length) throw new Error(`A row has other cells than columns: ${row}`);
    return { act, cells: columns.map((column, at) => ({ column, wanted: marks[at] ?? '' })) };
  });
}
