import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { documentRepo } from './document.repo.ts';
import { session0010 } from './migrations/0010-session.ts';
import { session0020 } from './migrations/0020-session.ts';
import { session0040 } from './migrations/0040-session.ts';
import { sessionMigrations } from './migrations/index.ts';
import { openDatabase } from './open.ts';
import { outboxRepo } from './outbox.repo.ts';
import { aesSealer } from './sealer.ts';
import { testSealer } from './sealer-fixture.ts';
import { type NotedSignup, signupRepo } from './signup.repo.ts';
import { tempFolder } from './temp-folder-fixture.ts';
import { tillRepo } from './till.repo.ts';

const at = '2026-06-18T11:00:00.000Z';
const plainTicket = {
  ...{ id: '', showId: 'show-1', runKind: 'live', deviceId: 'd', deviceName: '', label: 'A-1' },
  ...{ source: 'counter', buyerName: '', note: '', totalFen: 1, refundedFen: 0, state: 'open', tender: null },
  ...{ receivedFen: null, openedAt: at, openedBy: 'amy', paidAt: null, paidBy: null, cancelledAt: null },
  ...{ refunds: [], marks: [] },
  lines: [
    {
      ...{ productId: 'p', shopId: 'main', sku: 's', title: '', qty: 1, priceFen: 1, amountFen: 1 },
      ...{ leased: 0, refundedQty: 0 },
    },
  ],
};

function open(file = join(tempFolder(), 'x.db')) {
  const db = openDatabase(file, sessionMigrations);
  onTestFinished(() => void db.close());
  return {
    db,
    file,
    outbox: outboxRepo(db, testSealer),
    till: tillRepo(db),
    signups: signupRepo(db, testSealer),
  };
}
const signup = (id: string, changes: Partial<NotedSignup> = {}): NotedSignup => ({
  ...{ id, showId: 'show-1', opId: `op-${id}`, name: '王小明', phone: '138****8000', groupId: null, at },
  ...changes,
});

describe('tickets', () => {
  test('newest first, a page at a time, as the view has them', () => {
    const { db, till } = open();
    const documents = documentRepo(db);
    const ticket = (id: string, note = '') => {
      const { id: _id, ...rest } = plainTicket;
      return { kind: 'ticket', id, parentId: 'show-1', json: JSON.stringify({ id, ...rest, note }) };
    };
    for (const [at, id] of ['t-1', 't-2', 't-3', 't-4'].entries())
      documents.putBase({ ...ticket(id), seq: at + 1 }, 0);
    documents.putBase({ ...ticket('t-9'), parentId: 'show-2', seq: 9 }, 0);
    documents.putBase(
      { kind: 'ticket', id: 't-0', parentId: 'show-1', json: '{"of":"another version"}', seq: 10 },
      0,
    );
    documents.setPending('ticket', 't-2', ticket('t-2', 'pending'));
    documents.setPending('ticket', 't-3', { ...ticket('t-3'), json: null });
    documents.setPending('ticket', 't-5', ticket('t-5', 'new'));
    const first = till.ticketsBelow('show-1', null, 3);
    expect(first.tickets.map(({ id, note }) => [id, note])).toEqual([
      ['t-5', 'new'],
      ['t-4', ''],
      ['t-2', 'pending'],
    ]);
    const last = till.ticketsBelow('show-1', first.next, 3);
    expect([last.tickets.map(({ id }) => id), last.next]).toEqual([['t-1'], null]);
  });
});

describe('receipt numbers', () => {
  test('count up by show, go on after a restart, and never fall below what the tickets say', () => {
    const file = join(tempFolder(), 'x.db');
    const { db, till } = open(file);
    expect([till.nextNumber('a', 1), till.nextNumber('a', 1), till.nextNumber('b', 1)]).toEqual([1, 2, 1]);
    expect(till.nextNumber('b', 40)).toBe(40);
    db.close();
    const again = open(file);
    expect([again.till.nextNumber('a', 1), again.till.nextNumber('b', 1)]).toEqual([3, 41]);
  });
});

describe('what the till has not sent', () => {
  test('is its ops that the hub has not taken, and those that it refused; others are not the till’s', () => {
    const { outbox, till } = open();
    const names = [
      'ticket.sell',
      'lease.return',
      'signup.add',
      'rundown.plan',
      'ticket.pay',
      'ticket.refund',
    ];
    for (const name of names) outbox.add({ opId: name, name, input: {}, at });
    expect(till.unsent()).toEqual({ unsent: 5, refused: 0 });
    outbox.markApplied('ticket.sell', 3, 0);
    outbox.markRefused('ticket.pay', 'auth/role', {});
    expect(till.unsent()).toEqual({ unsent: 4, refused: 1 });
    outbox.confirm(3, 0);
    expect(till.unsent()).toEqual({ unsent: 4, refused: 1 });
  });
});

describe('who was signed up here', () => {
  test('newest first, pending until the hub has taken it; nothing of a person lies open in the file', () => {
    const { db, file, outbox, signups } = open();
    for (const id of ['a', 'b']) {
      outbox.add({ opId: `op-${id}`, name: 'signup.add', input: { name: '王小明' }, at });
      signups.add(signup(id, { at: `2026-06-18T11:0${id === 'a' ? 0 : 1}:00.000Z` }));
    }
    signups.add(signup('c', { showId: 'show-2' }));
    outbox.markApplied('op-a', 1, 0);
    expect(signups.ofShow('show-1').map(({ id, pending, name }) => [id, pending, name])).toEqual([
      ['b', true, '王小明'],
      ['a', false, '王小明'],
    ]);
    db.pragma('wal_checkpoint(TRUNCATE)');
    expect(readFileSync(file).includes(Buffer.from('王小明'))).toBe(false);
  });

  test('tried again out of the tray, it is the same person under another op', () => {
    const { outbox, signups } = open();
    outbox.add({ opId: 'op-a', name: 'signup.add', input: {}, at });
    signups.add(signup('a'));
    outbox.markRefused('op-a', 'auth/role', {});
    outbox.add({ opId: 'op-a2', name: 'signup.add', input: {}, at });
    signups.add(signup('a', { opId: 'op-a2' }));
    outbox.removeConflict('op-a');
    outbox.markApplied('op-a2', 2, 0);
    expect(signups.ofShow('show-1')).toEqual([{ ...signup('a', { opId: 'op-a2' }), pending: false }]);
  });

  test('is forgotten after a while, but not before the hub has it; and when it is removed', () => {
    const { outbox, signups } = open();
    outbox.add({ opId: 'op-a', name: 'signup.add', input: {}, at });
    for (const id of ['a', 'b', 'c']) signups.add(signup(id));
    signups.remove('c');
    signups.forgetBefore('2026-07-18T11:00:00.000Z');
    expect(signups.ofShow('show-1').map(({ id }) => id)).toEqual(['a']);
  });

  test('what another key has sealed is left out, and the rest is there', () => {
    const { db, signups } = open();
    signups.add(signup('a'));
    signupRepo(db, aesSealer(Buffer.alloc(32, 8))).add(signup('b'));
    expect(signups.ofShow('show-1').map(({ id }) => id)).toEqual(['a']);
  });
});

test('a cache of before there was a till is brought up to date and keeps its outbox', () => {
  const file = join(tempFolder(), 'x.db');
  const old = openDatabase(file, [session0010, session0020, session0040]);
  outboxRepo(old, testSealer).add({ opId: 'op', name: 'rundown.plan', input: { slotId: 's' }, at });
  old.close();
  const { outbox, till, signups } = open(file);
  expect(outbox.unconfirmed()).toMatchObject([{ opId: 'op', input: { slotId: 's' } }]);
  expect(till.nextNumber('show-1', 1)).toBe(1);
  expect(signups.ofShow('show-1')).toEqual([]);
});
