import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { SessionInfo } from '#shared/contract/desk.ts';
import { fileSecrets } from '../web/file-secrets.ts';
import { atEnd, codeOf, openConsole as open, stateOf, type TestConsole, teamHub } from './console-fixture.ts';
import { tokenName } from './reach-hub.ts';

const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000 });

async function sessionOf(one: TestConsole, sessionId: string): Promise<SessionInfo | undefined> {
  return (await stateOf(one.client)).sessions.find((session) => session.sessionId === sessionId);
}
const hubIs = (one: TestConsole, sessionId: string, hub: SessionInfo['hub']) =>
  eventually(async () => expect((await sessionOf(one, sessionId))?.hub).toBe(hub));
/** The team's hub is the own hub of the first console: it owns it and invites the others. */
let owner: TestConsole;
let hubUrl: string;
beforeEach(async () => {
  owner = await open();
  hubUrl = owner.desk.hubUrl;
  await hubIs(owner, 'own', 'online');
});

async function joined(
  one: TestConsole,
  role: 'operator' | 'host' | 'owner',
  personName: string,
): Promise<string> {
  const { code } = await owner.client.device.invite({ sessionId: 'own', role });
  const { sessionId } = await one.client.session.join({ url: hubUrl, code, personName });
  await hubIs(one, sessionId, 'online');
  return sessionId;
}

describe('joining from the screen', () => {
  test('two hubs at once: both sync, one is shown, and switching takes nothing of one into the other', async () => {
    const amy = await open();
    await hubIs(amy, 'own', 'online');
    const mine = await amy.client.show.create({ title: 'mine', currency: 'CNY' });
    const theirs = await owner.client.show.create({ title: 'theirs', currency: 'CNY' });
    const team = await joined(amy, 'operator', 'Amy');
    const titles = async () => (await amy.client.show.list()).map(({ show }) => show.title);
    expect(await titles()).toEqual(['mine']);
    const frames = await amy.client.live.watch({ showId: mine.showId, runKind: 'live' });
    await frames.next();

    await amy.client.session.show({ sessionId: team });
    await eventually(async () => expect(await titles()).toEqual(['theirs']));
    // What a screen followed of the other hub has ended, and its show cannot be acted on from here.
    for await (const frame of frames) expect(frame.connected).toBe(true);
    expect(await codeOf(amy.client.rundown.get({ runId: mine.runId }))).toBe('run/not-found');
    expect(await codeOf(amy.client.run.start({ runId: mine.runId }))).toBe('run/not-found');
    expect((await amy.client.preference.get()).currentShowId).not.toBe(mine.showId);
    const state = await stateOf(amy.client);
    expect(state.sync).toMatchObject({ ownHub: false, hubUrl, personName: 'Amy', role: 'operator' });
    expect(state.sessions.map(({ own, shown, hub }) => [own, shown, hub])).toEqual([
      [true, false, 'online'],
      [false, true, 'online'],
    ]);

    // Both write to the one hub and see each other; nothing of it reaches the console's own.
    await amy.client.run.start({ runId: theirs.runId });
    await eventually(async () => {
      const [first] = await owner.client.show.list();
      expect(first?.runs[0]?.state).toBe('live');
    });
    await amy.client.preference.set({ currentShowId: theirs.showId });
    await amy.client.session.show({ sessionId: 'own' });
    expect(await titles()).toEqual(['mine']);
    expect((await amy.client.preference.get()).currentShowId).toBe(mine.showId);

    // While the other is shown, the team's goes on syncing; a restart finds both and shows the last one.
    await owner.client.show.edit({ showId: theirs.showId, title: 'renamed' });
    await amy.client.session.show({ sessionId: team });
    await eventually(async () => expect(await titles()).toEqual(['renamed']));
    await amy.desk.close();
    const again = await open(amy.dataDir);
    expect((await again.client.show.list()).map(({ show }) => show.title)).toEqual(['renamed']);
    await hubIs(again, team, 'online');
    await hubIs(again, 'own', 'online');
  }, 60_000);

  test('says clearly what is wrong', async () => {
    const amy = await open();
    const join_ = (url: string, code: string) =>
      codeOf(amy.client.session.join({ url, code, personName: 'Amy' }));
    expect(await join_(hubUrl, 'NO-SUCH-CODE')).toBe('auth/invite');
    expect(await join_('http://127.0.0.1:1', 'X')).toBe('hub/unreachable');
    expect(await join_('ftp://127.0.0.1', 'X')).toBe('request/invalid');
    const other = createServer((_request, response) => response.end('<html>hello</html>'));
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    atEnd(() => other.close());
    expect(await join_(`http://127.0.0.1:${(other.address() as AddressInfo).port}`, 'X')).toBe(
      'hub/not-livedesk',
    );
    const { code } = await owner.client.device.invite({ sessionId: 'own', role: 'host' });
    const ben = await open();
    await ben.client.session.join({ url: hubUrl, code, personName: 'Ben' });
    expect(await join_(hubUrl, code)).toBe('auth/invite-used');
    expect(await codeOf(ben.client.session.join({ url: `${hubUrl}/`, code, personName: 'Ben' }))).toBe(
      'session/exists',
    );
    for (let tries = 0; tries < 30; tries += 1) await join_(hubUrl, 'GUESS');
    expect(await join_(hubUrl, 'GUESS')).toBe('request/too-many');
    expect((await stateOf(amy.client)).sessions).toHaveLength(1);
  }, 60_000);
});

describe('who is here, and who no longer may be', () => {
  test('consoles see each other; a removed one is told within seconds and loses nothing in silence', async () => {
    const amy = await open();
    const team = await joined(amy, 'operator', 'Amy');
    const seenBy = async (one: TestConsole, id: string) =>
      (await sessionOf(one, id))?.consoles.map(({ personName, role, self }) => [personName, role, self]);
    await eventually(async () => {
      expect(await seenBy(owner, 'own')).toEqual([
        ['owner', 'owner', true],
        ['Amy', 'operator', false],
      ]);
      expect(await seenBy(amy, team)).toEqual([
        ['owner', 'owner', false],
        ['Amy', 'operator', true],
      ]);
    });
    const devices = await owner.client.device.list({ sessionId: 'own' });
    expect(devices).toMatchObject([
      { personName: 'owner', self: true, online: true, expiresAt: null },
      { personName: 'Amy', self: false, online: true },
    ]);
    expect(await codeOf(amy.client.device.list({ sessionId: team }))).toBe('auth/role');
    const info = await sessionOf(amy, team);
    expect(Date.parse(info?.expiresAt ?? '')).toBeGreaterThan(Date.now() + 80 * 24 * 3_600_000);
    await amy.client.session.renew({ sessionId: team });

    await amy.client.session.show({ sessionId: team });
    const { showId } = await amy.client.show.create({ title: 'kept', currency: 'CNY' });
    const device = devices.find(({ self }) => !self);
    if (!device) throw new Error('no device');
    const { personId, deviceId } = device;
    await owner.client.device.remove({ sessionId: 'own', personId, deviceId });
    await vi.waitFor(
      async () =>
        expect(await sessionOf(amy, team)).toMatchObject({ hub: 'refused', refusal: 'auth/removed' }),
      { timeout: 3000 },
    );
    expect((await amy.client.show.list()).map(({ show }) => show.id)).toEqual([showId]);
    expect(await codeOf(amy.client.show.edit({ showId, title: 'no' }))).toBe('auth/removed');
    await eventually(async () => expect(await seenBy(owner, 'own')).toHaveLength(1));

    // After a restart it is told again; with a new invite the session goes on where it was.
    await amy.desk.close();
    const again = await open(amy.dataDir);
    await hubIs(again, team, 'refused');
    const { code } = await owner.client.device.invite({ sessionId: 'own', role: 'operator' });
    expect(await again.client.session.join({ url: hubUrl, code, personName: 'Amy' })).toEqual({
      sessionId: team,
    });
    await hubIs(again, team, 'online');
    await again.client.show.edit({ showId, title: 'yes' });
    await eventually(async () => expect((await owner.client.show.list())[0]?.show.title).toBe('yes'));
  }, 60_000);
});

describe('leaving', () => {
  test('is refused while something is unsent, which can be taken along; then cache and token are gone', async () => {
    const away = await teamHub();
    const code = await away.invite('operator');
    const amy = await open();
    const { sessionId } = await amy.client.session.join({ url: away.url, code, personName: 'Amy' });
    await hubIs(amy, sessionId, 'online');
    await amy.client.session.show({ sessionId });
    const file = join(amy.dataDir, 'sessions', `${sessionId}.db`);
    const secrets = fileSecrets(amy.dataDir);
    expect([existsSync(file), await secrets.get(tokenName(away.url))]).toEqual([true, expect.any(String)]);
    await away.goAway();
    await hubIs(amy, sessionId, 'offline');
    await amy.client.show.create({ title: 'unsent', currency: 'CNY' });
    expect(amy.desk.unsentCount()).toBe(2);
    expect(await codeOf(amy.client.session.leave({ sessionId, giveUp: 0 }))).toBe('session/unsent');
    expect(await codeOf(amy.client.session.leave({ sessionId, giveUp: 1 }))).toBe('session/unsent');
    expect(await amy.client.session.unsent({ sessionId })).toMatchObject([
      { name: 'show.create', refusal: null, input: { title: 'unsent' } },
      { name: 'run.create' },
    ]);
    await amy.client.session.leave({ sessionId, giveUp: 2 });
    expect([existsSync(file), await secrets.get(tokenName(away.url))]).toEqual([false, null]);
    const { sessions, sync } = await stateOf(amy.client);
    expect([sessions.length, sync.ownHub]).toEqual([1, true]);
    expect(await codeOf(amy.client.session.leave({ sessionId: 'own', giveUp: 0 }))).toBe('session/own');
    expect(await codeOf(amy.client.session.show({ sessionId }))).toBe('session/not-found');
  }, 60_000);

  test('a hub that is there learns of it', async () => {
    const amy = await open();
    const team = await joined(amy, 'host', 'Amy');
    expect(await owner.client.device.list({ sessionId: 'own' })).toHaveLength(2);
    await amy.client.session.leave({ sessionId: team, giveUp: 0 });
    await eventually(async () =>
      expect(await owner.client.device.list({ sessionId: 'own' })).toHaveLength(1),
    );
  }, 30_000);
});
