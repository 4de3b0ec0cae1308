import { type Answer, jsonAnswer } from './answer.js';
import { needScope } from './auth.js';
import { type Call, needMethod, numberParam } from './call.js';
import { refuseValue } from './errors.js';
import { personOf, urnOf } from './world.js';

/** `GET /v2/userinfo` (li:consumer/integrations/self-serve/sign-in-with-linkedin-v2, November 2026). */
export function readUserinfo({ world, token }: Call): Answer {
  needScope(token, ['openid'], 'userinfo.GET.NO_VERSION');
  const { sub, name } = personOf(world, token.personId);
  const [given_name, family_name] = name.split(' ');
  return jsonAnswer(200, {
    sub,
    name,
    given_name,
    family_name,
    picture: `${world.url}/picture/${sub}.svg`,
    locale: { country: 'US', language: 'en' },
  });
}

/** `GET /rest/organizationAcls?q=roleAssignee`: one element per role (li:marketing/community-management/organizations/organization-access-control-by-role, November 2026). */
export function listAcls(call: Call): Answer {
  const { world, token, query } = call;
  needMethod(call, 'FINDER');
  needScope(token, ADMIN, 'organizationAcls.FINDER-roleAssignee');
  if (query.get('q') !== 'roleAssignee') refuseValue('INVALID_REQUEST', 'q must be roleAssignee');
  const roleAssignee = urnOf(personOf(world, token.personId));
  const all = [...(world.roles.get(token.personId) ?? [])]
    .flatMap(([organization, roles]) => roles.map((role) => ({ organization, role, roleAssignee, state: 'APPROVED' })))
    .filter(({ role, state }) => matches(query, 'role', role) && matches(query, 'state', state));
  const [start, count] = [numberParam(call, 'start', 0), Math.min(100, numberParam(call, 'count', 10))];
  return jsonAnswer(200, { paging: { start, count, links: [] }, elements: all.slice(start, start + count) });
}

/** `GET /rest/organizations`: `?ids=List(1,2)`, the parentheses as they are, or the finder `?q=vanityName&vanityName=…`. */
export function listOrganizations(call: Call): Answer {
  if (call.incoming.url.searchParams.get('q') === 'vanityName') return findByVanityName(call);
  needMethod(call, 'BATCH_GET');
  needScope(call.token, ADMIN, 'organizations.BATCH_GET');
  const ids = /[?&]ids=List\(([\d,]+)\)(&|$)/.exec(call.incoming.target)?.[1]?.split(',');
  if (ids === undefined) return refuseValue('INVALID_REQUEST', 'Query parameter ids must be a List() of ids');
  const found = ids.flatMap((id) => call.world.pages.filter((page) => page.id === id));
  const results = found.map(({ id, name, vanityName }) => [id, { id: Number(id), localizedName: name, vanityName }]);
  return jsonAnswer(200, { results: Object.fromEntries(results), statuses: {}, errors: {} });
}

/** Any organisation, for whoever manages one (li:marketing/community-management/organizations/organization-lookup-api, November 2026). */
function findByVanityName(call: Call): Answer {
  needMethod(call, 'FINDER');
  needScope(call.token, ADMIN, 'organizations.FINDER-vanityName');
  const wanted = call.incoming.url.searchParams.get('vanityName')?.toLowerCase();
  const elements = call.world.pages
    .filter(({ vanityName }) => vanityName === wanted)
    .map(({ id, name, vanityName }) => ({ id: Number(id), localizedName: name, vanityName }));
  return jsonAnswer(200, { elements, paging: { start: 0, count: 10, total: elements.length, links: [] } });
}

const ADMIN = ['r_organization_admin', 'rw_organization_admin'];

function matches(query: URLSearchParams, name: string, value: string): boolean {
  return query.get(name) === null || query.get(name) === value;
}
