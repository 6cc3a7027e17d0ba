/** What was released during an outage, on a real console and a real hub of its team. */
import { expect, test, vi } from 'vitest';
import type { PostId, ShowId } from '#shared/sync/ids.ts';
import { hubIs, teamConsole, teamHub } from './console-fixture.ts';
import type { DeskClient } from './desk.contract.ts';

const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 100 });

/** A show with three groups that are posted to by hand. */
async function prepare(client: DeskClient): Promise<ShowId> {
  const csv = ['群名称,团长,平台', '一群,甲,微信群', '二群,乙,微信群', '三群,丙,微信群'].join('\n');
  const { sheetId, preview } = await client.sheet.open({
    ...{ kind: 'groups', fileName: 'groups.csv', base64: Buffer.from(csv).toString('base64') },
  });
  expect(preview.importable).toBe(true);
  await client.sheet.accept({ sheetId, target: { to: 'groups' } });
  return (await client.show.create({ title: '618', currency: 'CNY' })).showId;
}

async function post(client: DeskClient, showId: ShowId, title: string): Promise<PostId> {
  const text = `{{group.name}} ${title}`;
  return (await client.post.save({ id: null, showId, title, text, productId: null, tags: [] })).postId;
}

async function release(client: DeskClient, postId: PostId, aheadMs: number) {
  const plan = await client.batch.plan({ postId, runKind: 'live' });
  expect(plan.complete).toBe(false);
  const { batchId, planHash, deliveries } = plan;
  const until = new Date(Date.now() + aheadMs).toISOString();
  const { releaseId } = await client.release.make({
    ...{ postId, runKind: 'live', batchId, planHash, robots: 0, hands: deliveries.length, until },
  });
  return { batchId, releaseId };
}

test('[SY56] what was released is sent once; what was taken back, too late or changed is not, and says so', async () => {
  const hub = await teamHub();
  const { client } = await teamConsole(hub, await hub.invite('owner'));
  const showId = await prepare(client);
  const [plain, takenBack, late, changed] = await Promise.all(
    ['发', '不发', '晚了', '改了'].map((title) => post(client, showId, title)),
  );
  if (!plain || !takenBack || !late || !changed) throw new Error('no announcements');
  await hub.goAway();
  await hubIs(client, 'offline');

  const sent = await release(client, plain, 600_000);
  const never = await release(client, takenBack, 600_000);
  const over = await release(client, late, 1000);
  const other = await release(client, changed, 600_000);
  expect(await client.release.list({ showId })).toMatchObject(Array(4).fill({ pending: true, own: true }));
  await client.release.cancel({ releaseId: never.releaseId });
  const text = '{{group.name}} 又改了';
  await client.post.save({ id: changed, showId, title: '改了', text, productId: null, tags: [] });
  await expect(release(client, plain, -1000)).rejects.toMatchObject({ code: 'release/time' });
  expect(await client.release.list({ showId })).toHaveLength(3);
  await new Promise((resolve) => setTimeout(resolve, 1200));

  await hub.comeBack();
  await hubIs(client, 'online');
  await eventually(async () => {
    const batches = await client.batch.list({ showId });
    const of = (batchId: string) => batches.find((one) => one.batchId === batchId);
    expect(batches).toHaveLength(3);
    expect(of(sent.batchId)).toMatchObject({ state: 'done', counts: { 'by-hand': 3 } });
    expect(of(over.batchId)).toMatchObject({ state: 'expired' });
    expect(of(other.batchId)).toMatchObject({ state: 'refused', refusal: { code: 'batch/changed' } });
  });
  // What was sent is no longer taken back; what was not is put away.
  await expect(client.release.cancel({ releaseId: sent.releaseId })).rejects.toMatchObject({
    code: 'release/sent',
  });
  await client.release.cancel({ releaseId: over.releaseId });
  await client.release.cancel({ releaseId: other.releaseId });
  expect(await client.release.list({ showId })).toMatchObject([{ id: sent.releaseId, pending: false }]);
}, 60_000);
