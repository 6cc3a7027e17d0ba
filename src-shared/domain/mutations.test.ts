import { describe, expect, test } from 'vitest';
import { memoryDocuments } from '../sync/documents-fixture.ts';
import { runMutation } from '../sync/mutation.ts';
import { mutationNamed, mutations } from './mutations.ts';
import { type Role, roleSchema } from './roles.ts';

const all = Object.entries(mutations);
const mayDo = (role: Role) =>
  all.filter(([, mutation]) => (mutation.roles as readonly Role[]).includes(role)).map(([name]) => name);

describe('mutations and roles', () => {
  test('every mutation is known by its own name and names its roles', () => {
    for (const [name, mutation] of all) {
      expect(mutation.name).toBe(name);
      expect(mutation.roles.length).toBeGreaterThan(0);
      for (const role of mutation.roles) expect(roleSchema.options).toContain(role);
      expect(new Set(mutation.roles).size).toBe(mutation.roles.length);
    }
  });

  test('the owner may do everything', () => {
    expect(mayDo('owner')).toEqual(Object.keys(mutations));
  });

  const ofTheTill = [
    ...['lease.take', 'lease.return'],
    ...['ticket.sell', 'ticket.open', 'ticket.pay', 'ticket.cancel', 'ticket.refund', 'signup.add'],
  ];

  test.each([
    ['host', ['question.queue', 'question.settle']],
    ['crew', ofTheTill],
  ] as const)('the %s may do this alone: %j', async (role, allowed) => {
    expect(mayDo(role)).toEqual(allowed);
    const ctx = { opId: 'op', personId: 'p', deviceId: 'd', at: '2026-06-18T11:00:00.000Z', role };
    for (const [name] of all.filter(([name]) => !(allowed as readonly string[]).includes(name))) {
      const mutation = mutationNamed(name);
      if (!mutation) throw new Error(name);
      await expect(runMutation(mutation, memoryDocuments().reader, {}, ctx)).rejects.toMatchObject({
        code: 'auth/role',
      });
    }
  });

  test('a community manager looks after groups, announcements and questions, and notes who signs up', () => {
    expect(mayDo('community')).toEqual([
      ...['group.import', 'group.remove', 'post.save', 'post.remove', 'post.release', 'post.cancel-release'],
      ...['question.queue', 'question.settle', 'promise.note', 'promise.edit', 'promise.settle'],
      ...['handover.offer', 'handover.acknowledge', 'handover.withdraw'],
      ...['blocked-word.add', 'blocked-word.remove', 'canned-reply.save', 'canned-reply.remove'],
      ...['reply-rule.save', 'reply-rule.remove', 'reply-policy.set', 'signup.add'],
    ]);
  });

  test('an integrator’s key reaches no further than the REST calls: never prices, groups or announcements', () => {
    expect(mayDo('integrator')).toEqual(['show.create', 'run.create', 'rundown.take', 'drop.plan']);
  });

  test('a name of another version, or of every object, is no mutation', () => {
    expect(mutationNamed('rundown.explode')).toBeNull();
    expect(mutationNamed('constructor')).toBeNull();
    expect(mutationNamed('__proto__')).toBeNull();
  });
});
