import { describe, expect, test } from 'vitest';
import { memoryWorkspace } from '../../sync/documents-fixture.ts';
import { WORKSPACE } from '../documents.ts';
import { type MutationInput, openInput } from '../mutations.ts';
import { robotSecretName } from './group.mutations.ts';

const refusal = (code: string) => expect.objectContaining({ code });
const ROBOT = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=7f1c-secret';

function group(
  id: string,
  changes: Partial<MutationInput<'group.import'>['groups'][number]> = {},
): MutationInput<'group.import'>['groups'][number] {
  return {
    id,
    name: '杭州宝妈1群',
    owner: '团长2',
    platform: 'wecom-customer',
    size: 157,
    tags: ['杭州'],
    brand: '母婴线',
    robotUrl: null,
    ...changes,
  };
}

describe('group import', () => {
  test('a group of the same name and platform is updated under its old id, not added again', async () => {
    const w = memoryWorkspace();
    await w.run('group.import', { groups: [group('g-1')] });
    await w.run('group.import', {
      groups: [group('g-2', { size: 160, tags: ['杭州', '宝妈'] }), group('g-3', { platform: 'wechat' })],
    });
    const groups = await w.reader.list('group', WORKSPACE);
    expect(groups.map(({ id, size, platform }) => ({ id, size, platform }))).toEqual([
      { id: 'g-1', size: 160, platform: 'wecom-customer' },
      { id: 'g-3', size: 157, platform: 'wechat' },
    ]);
    expect(groups[0]?.tags).toEqual(['杭州', '宝妈']);
  });

  test('also when it stands twice in one sheet: the later row counts', async () => {
    const w = memoryWorkspace();
    await w.run('group.import', { groups: [group('g-1'), group('g-2', { size: 9 })] });
    expect(await w.reader.list('group', WORKSPACE)).toMatchObject([{ id: 'g-1', size: 9 }]);
  });

  test('a robot’s address is told to the hub as a secret and stands in no document', async () => {
    const w = memoryWorkspace();
    const { writes, secrets } = await w.run('group.import', { groups: [group('g-1', { robotUrl: ROBOT })] });
    expect(JSON.stringify(writes)).not.toContain('secret');
    expect(await w.reader.get('group', 'g-1')).toMatchObject({ hasRobot: true });
    expect(secrets).toEqual([{ name: robotSecretName('g-1'), value: ROBOT }]);
    const again = await w.run('group.import', { groups: [group('g-2', { robotUrl: `${ROBOT}2` })] });
    expect(again.secrets).toEqual([{ name: robotSecretName('g-1'), value: `${ROBOT}2` }]);
  });

  test('what may lie in the open of it tells whether there is a robot, not where', () => {
    const input = { groups: [group('g-1', { robotUrl: ROBOT }), group('g-2', { name: '二群' })] };
    const shown = openInput('group.import', input);
    expect(JSON.stringify(shown)).not.toContain('qyapi');
    expect(shown).toMatchObject({
      groups: [
        { id: 'g-1', hasRobot: true },
        { id: 'g-2', hasRobot: false },
      ],
    });
    expect(openInput('group.import', { groups: [{ robotUrl: ROBOT }] })).toBeNull();
    // Of a sensitive input that says nothing of itself nothing is shown; all others are shown whole.
    expect(openInput('signup.add', { phone: '13800000000' })).toBeNull();
    expect(openInput('group.remove', { groupId: 'g-1' })).toEqual({ groupId: 'g-1' });
  });

  test('a group without a robot has no secret', async () => {
    const w = memoryWorkspace();
    expect((await w.run('group.import', { groups: [group('g-1')] })).secrets).toEqual([]);
    expect(await w.reader.get('group', 'g-1')).toMatchObject({ hasRobot: false });
  });

  test('a removed group’s robot address goes with it', async () => {
    const w = memoryWorkspace();
    await w.run('group.import', { groups: [group('g-1', { robotUrl: ROBOT })] });
    expect([...w.secrets.keys()]).toEqual([robotSecretName('g-1')]);
    await w.run('group.remove', { groupId: 'g-1' });
    expect([...w.secrets.keys()]).toEqual([]);
  });

  test('one bad row refuses the whole list', async () => {
    const w = memoryWorkspace();
    await expect(
      w.run('group.import', { groups: [group('g-1'), group('g-2', { name: ' ' })] }),
    ).rejects.toEqual(refusal('request/invalid'));
    await expect(w.run('group.import', { groups: [group('g-1', { robotUrl: 'robot' })] })).rejects.toEqual(
      refusal('request/invalid'),
    );
    expect(w.dump()).toEqual({});
  });

  test('a removed group is gone; one that is not there is said so', async () => {
    const w = memoryWorkspace();
    await w.run('group.import', { groups: [group('g-1')] });
    await w.run('group.remove', { groupId: 'g-1' });
    expect(w.dump()).toEqual({});
    await expect(w.run('group.remove', { groupId: 'g-1' })).rejects.toEqual(refusal('group/not-found'));
  });
});
