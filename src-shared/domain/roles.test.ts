import { describe, expect, test } from 'vitest';
import { mutations } from './mutations.ts';
import { may, mayCommand, type Permission, type Role, roleSchema } from './roles.ts';

const people = roleSchema.options.filter((role) => role !== 'integrator');

describe('the table of rights', () => {
  test('says of every mutation what the mutation says itself', () => {
    const rightOf: Record<string, Permission> = {
      show: 'show',
      run: 'show',
      rundown: 'show',
      push: 'show',
      product: 'show',
      approval: 'show',
      'policy.set': 'team',
      drop: 'drop',
      sequence: 'drop',
      group: 'post',
      post: 'post',
      question: 'question',
      promise: 'promise',
      handover: 'handover',
      'blocked-word': 'comment',
      'canned-reply': 'comment',
      'reply-rule': 'comment',
      'reply-policy': 'comment',
      mark: 'show',
      till: 'show',
      lease: 'till',
      take: 'show',
      rehearsal: 'sandbox',
      'lease.reclaim': 'show',
      ticket: 'till',
      signup: 'signup',
    };
    for (const [name, { roles }] of Object.entries(mutations)) {
      const right = rightOf[name] ?? rightOf[name.split('.')[0] ?? ''];
      if (right === undefined) throw new Error(`no right stands for ${name}`);
      for (const role of people)
        expect([name, role, may(role, right)]).toEqual([
          name,
          role,
          (roles as readonly Role[]).includes(role),
        ]);
    }
  });

  test('everybody looks; a host does no more, crew no more than the till; the team is the owner’s', () => {
    for (const role of people) expect(may(role, 'read')).toBe(true);
    expect(may('integrator', 'read')).toBe(false);
    for (const role of ['host', 'crew'] as const)
      for (const what of ['show', 'drop', 'sandbox', 'post', 'team'] as const)
        expect(may(role, what)).toBe(false);
    expect(roleSchema.options.filter((role) => may(role, 'team'))).toEqual(['owner']);
  });

  test('crew and operators keep the till; who signed up is seen by the owner and the community manager', () => {
    const who = (what: Permission) => roleSchema.options.filter((role) => may(role, what));
    expect(who('till')).toEqual(['owner', 'operator', 'crew']);
    expect(who('signup')).toEqual(['owner', 'operator', 'community', 'crew']);
    expect(who('signups')).toEqual(['owner', 'community']);
  });

  test('orders: drops by operators, batches by the community manager too, unknown ones by nobody', () => {
    const givers = (name: string) => roleSchema.options.filter((role) => mayCommand(role, name));
    expect(givers('drop.fire')).toEqual(['owner', 'operator']);
    expect(givers('sandbox.set')).toEqual(['owner', 'operator']);
    expect(givers('lease.take')).toEqual(['owner', 'operator', 'crew']);
    expect(givers('batch.send')).toEqual(['owner', 'operator', 'community']);
    expect(givers('toString.x')).toEqual([]);
    expect(givers('explode')).toEqual([]);
  });
});
