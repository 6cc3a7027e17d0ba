import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancellable, type HostFixture, hostFixture, settle } from './host-fixture.ts';

let host: HostFixture;

beforeEach(async () => {
  host = await hostFixture();
});
afterEach(() => host.dispose());

describe('quitting', () => {
  it('closes the desk first, then quits', async () => {
    const window = await host.start();
    const closing = cancellable();
    window.emit('close', closing);
    expect(closing.prevented).toBe(true);
    await settle();
    expect(host.fake.state.calls.slice(-2)).toEqual(['desk closed', 'quit']);
    expect(host.fake.state.asked).toEqual([]);
    const quitting = cancellable();
    host.fake.appEvents.emit('before-quit', quitting);
    window.emit('close', quitting);
    expect(quitting.prevented).toBe(false);
  });

  it('asks while there is unsent work, and stays if told so', async () => {
    const window = await host.start();
    [host.unsent, host.fake.state.answer] = [3, 1];
    host.fake.appEvents.emit('before-quit', cancellable());
    window.emit('close', cancellable());
    await settle();
    expect(host.fake.state.asked).toHaveLength(1);
    expect(host.fake.state.asked[0]).toMatchObject({
      message: expect.stringContaining('3 项更改'),
      cancelId: 1,
    });
    expect(host.fake.state.calls).not.toContain('desk closed');
    host.fake.state.answer = 0;
    window.emit('close', cancellable());
    await settle();
    expect(host.fake.state.calls.slice(-2)).toEqual(['desk closed', 'quit']);
  });

  it('asks in English elsewhere', async () => {
    host.fake.state.locale = 'de';
    const window = await host.start();
    [host.unsent, host.fake.state.answer] = [1, 1];
    window.emit('close', cancellable());
    await settle();
    expect(host.fake.state.asked[0]?.buttons).toEqual(['Quit', 'Keep Working']);
  });

  it('leaves although the desk fails to close', async () => {
    host.closeDesk = async () => {
      throw new Error('busy');
    };
    const window = await host.start();
    window.emit('close', cancellable());
    await settle();
    expect(host.fake.state.calls.at(-1)).toBe('quit');
  });
});
