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

  test.each(['host', 'crew'] as const)('the %s may do nothing of the desk', async (role) => {
    expect(mayDo(role)).toEqual([]);
    const ctx = { opId: 'op', personId: 'p', deviceId: 'd', at: '2026-06-18T11:00:00.000Z', role };
    for (const [name] of all) {
      const mutation = mutationNamed(name);
      if (!mutation) throw new Error(name);
      await expect(runMutation(mutation, memoryDocuments().reader, {}, ctx)).rejects.toMatchObject({
        code: 'auth/role',
      });
    }
  });

  test('a community manager looks after groups and announcements alone', () => {
    expect(mayDo('community')).toEqual(['group.import', 'group.remove', 'post.save', 'post.remove']);
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
