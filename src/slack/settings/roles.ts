import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { say } from '../../language/index.js';
import { authorize, type Brand, NO_ROLES, note, type Roles, saveRoles } from '../../workspaces/index.js';
import { escaped, section } from '../blocks.js';
import { ACTIONS, VIEWS } from '../ids.js';
import { type AnyListener, listener } from '../listener.js';
import { modal } from '../modal.js';
import { onClick } from '../on-click.js';
import { formValues, readIds, viewSubmission } from '../payloads.js';
import { crowdInputs, readCrowd } from './crowd-inputs.js';
import type { SettingsDeps } from './open.js';
import { type GroupNames, readGroupNames } from './user-groups.js';

/** Who is admin, approver and author of a brand. */
export function rolesView(brand: Pick<Brand, 'id' | 'name' | 'roles'>, groups: GroupNames): ModalView {
  const roles = brand.roles ?? NO_ROLES;
  return modal(VIEWS.roles, {
    private_metadata: JSON.stringify({ brand: brand.id }),
    title: say('roles.title'),
    submit: say('button.save'),
    close: say('button.back'),
    blocks: [
      section(`*${escaped(brand.name)}*\n${say('roles.about')}`),
      ...ROLES.flatMap((role) =>
        crowdInputs({ key: role, label: say(`roles.${role}`), hint: say(`roles.${role}.hint`), crowd: roles[role], groups }),
      ),
    ],
  });
}

/** The button that opens the roles, and Save. */
export function roleListeners(deps: SettingsDeps): AnyListener[] {
  return [
    onClick(ACTIONS.roles, async (input, context) => {
      const brandId = input.actions[0].value ?? '';
      const { brand } = await authorize(deps, {
        workspace: context.workspace.id,
        brand: brandId,
        person: context.userId,
        right: 'manage',
      });
      const view = rolesView(brand, await readGroupNames(context.client));
      await context.client.views.push({ trigger_id: input.trigger_id, view });
    }),
    listener({
      kind: 'view',
      id: VIEWS.roles,
      parse: viewSubmission,
      ack: async ({ view }, { workspace, userId: person }) => {
        const form = formValues(view);
        const { brand } = readIds(metadata, view.private_metadata);
        const roles: Roles = {
          admins: readCrowd(form, 'admins'),
          approvers: readCrowd(form, 'approvers'),
          authors: readCrowd(form, 'authors'),
          unreviewed: readCrowd(form, 'unreviewed'),
        };
        await saveRoles(deps, { workspace: workspace.id, brand, person, roles });
        await note(deps, { workspace: workspace.id, brand, person, act: 'roles changed', from: 'settings' });
        await deps.posts.redraw(workspace.id, brand);
        return { carry: undefined };
      },
    }),
  ];
}

const ROLES = ['admins', 'approvers', 'authors', 'unreviewed'] as const satisfies readonly (keyof Roles)[];

const metadata = z.object({ brand: z.string() });
