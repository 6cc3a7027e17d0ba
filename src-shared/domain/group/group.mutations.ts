import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { groupIdSchema } from '../../sync/ids.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { WORKSPACE } from '../documents.ts';
import { groupSchema } from './group.schema.ts';

const importedGroupSchema = groupSchema
  .omit({ hasRobot: true })
  .extend({ robotUrl: z.url().max(500).nullable() });

const importSchema = z.object({ groups: z.array(importedGroupSchema).max(5000) });

/** The name of the hub's secret that holds a group's robot address. */
export function robotSecretName(groupId: string): string {
  return `group-robot/${groupId}`;
}

/** All accepted groups at once. A group of the same name and platform is updated, not added again. */
export const importGroups = defineMutation({
  name: 'group.import',
  roles: ['owner', 'operator', 'community'],
  sensitive: true,
  input: importSchema,
  masked: (input) => {
    const groups = importSchema.safeParse(input).data?.groups;
    return groups
      ? { groups: groups.map(({ robotUrl, ...group }) => ({ ...group, hasRobot: robotUrl !== null })) }
      : null;
  },
  async run(tx, { groups }) {
    const known = new Map(
      (await tx.list('group', WORKSPACE)).map((group) => [`${group.platform}/${group.name}`, group.id]),
    );
    for (const { robotUrl, ...group } of groups) {
      const id = known.get(`${group.platform}/${group.name}`) ?? group.id;
      known.set(`${group.platform}/${group.name}`, id);
      tx.put('group', { ...group, id, hasRobot: robotUrl !== null });
      if (robotUrl !== null) tx.putSecret(robotSecretName(id), robotUrl);
    }
  },
});

export const removeGroup = defineMutation({
  name: 'group.remove',
  roles: ['owner', 'operator', 'community'],
  input: z.object({ groupId: groupIdSchema }),
  async run(tx, { groupId }) {
    if (!(await tx.get('group', groupId))) throw new AppError('group/not-found');
    tx.remove('group', groupId);
    tx.removeSecret(robotSecretName(groupId));
  },
});
