/** Who may do what. The hub judges by these; the desk only greys out by them. */
import { z } from 'zod';

export const roleSchema = z.enum(['owner', 'operator', 'community', 'host', 'crew', 'integrator']);
export type Role = z.infer<typeof roleSchema>;

/** Roles of people at a console. An integrator holds a key and never a console. */
export const personRoleSchema = roleSchema.exclude(['integrator']);
export type PersonRole = z.infer<typeof personRoleSchema>;

export const scopeSchema = z.enum(['ingest', 'claims', 'read', 'manage', 'control']);
export type Scope = z.infer<typeof scopeSchema>;

const table = {
  /** Looks at shows, rundowns, figures and groups. */
  read: ['owner', 'operator', 'community', 'host', 'crew'],
  /** Plans and runs shows: rundown, products, prices, take. */
  show: ['owner', 'operator'],
  /** Takes the take over from whoever holds it. */
  takeOver: ['owner'],
  /** Plans drops and orders them. */
  drop: ['owner', 'operator'],
  /** Sets the sandbox platform. */
  sandbox: ['owner', 'operator'],
  /** Looks after groups, writes announcements and sends them. */
  post: ['owner', 'operator', 'community'],
  /** Sells at a till: stock for it, tickets, refunds. */
  till: ['owner', 'operator', 'crew'],
  /** Notes who signs up. */
  signup: ['owner', 'operator', 'community', 'crew'],
  /** Sees and exports who has signed up. */
  signups: ['owner', 'community'],
  /** Puts viewers' questions before the host and settles them. */
  question: ['owner', 'operator', 'community', 'host'],
  /** Answers, hides and mutes in the comments, and keeps the rules for it. */
  comment: ['owner', 'operator', 'community'],
  /** Reads who has asked what. */
  audit: ['owner', 'operator'],
  /** Notes what was promised to buyers, and sees to it. */
  promise: ['owner', 'operator', 'community'],
  /** Hands a running show over to the next person. */
  handover: ['owner', 'operator', 'community'],
  /** Invites, sees devices and removes them. */
  team: ['owner'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof table;

/** The one table of rights that hub and screen share. Mutations name their roles themselves: `roles.test.ts` compares. */
export function may(role: Role, what: Permission): boolean {
  return (table[what] as readonly Role[]).includes(role);
}

const commandRights: Readonly<Record<string, Permission>> = {
  drop: 'drop',
  sequence: 'drop',
  sandbox: 'sandbox',
  rehearsal: 'sandbox',
  take: 'show',
  act: 'show',
  batch: 'post',
  lease: 'till',
  comment: 'comment',
};

/** Whether a role may give an order such as `drop.fire`. One that stands in no family is for nobody. */
export function mayCommand(role: Role, name: string): boolean {
  const family = name.split('.')[0] ?? '';
  const what = Object.hasOwn(commandRights, family) ? commandRights[family] : undefined;
  return what !== undefined && may(role, what);
}
