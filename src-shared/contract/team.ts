/** Who is in the team and at which console: both halves of the contract, screen–desk and desk–hub. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { personRoleSchema, roleSchema } from '../domain/roles.ts';
import { answerSchema } from './answer.ts';

/** A console that is connected now. One device of one person is one console, whatever sockets it has. */
export const presentConsoleSchema = z.object({
  personId: z.string(),
  personName: z.string(),
  role: roleSchema,
  deviceId: z.string(),
  /** The machine's own name; null where it never said one. */
  deviceName: z.string().nullable(),
  since: z.string(),
});
export type PresentConsole = z.infer<typeof presentConsoleSchema>;
export const presenceSchema = z.object({ consoles: z.array(presentConsoleSchema) });
export type Presence = z.infer<typeof presenceSchema>;

export const teamDeviceSchema = z.object({
  personId: z.string(),
  personName: z.string(),
  role: roleSchema,
  deviceId: z.string(),
  deviceName: z.string().nullable(),
  joinedAt: z.string(),
  expiresAt: z.string().nullable(),
  /** When it last connected or left. Null = never. */
  seenAt: z.string().nullable(),
});
export type TeamDevice = z.infer<typeof teamDeviceSchema>;

export const teamRequests = {
  /** Lets this device's token last its full time again from now on. */
  renew: { input: z.object({}), answer: answerSchema(z.object({ expiresAt: z.string().nullable() })) },
  /** This device goes for good: its token ends. */
  leave: { input: z.object({}), answer: answerSchema(z.null()) },
  /** The team's devices; owners only, like the two below. */
  devices: { input: z.object({}), answer: answerSchema(z.array(teamDeviceSchema)) },
  removeDevice: {
    input: z.object({ personId: z.string(), deviceId: z.string() }),
    answer: answerSchema(z.null()),
  },
  /** Makes an invite; its code is answered this once. */
  invite: {
    input: z.object({ role: personRoleSchema }),
    answer: answerSchema(z.object({ code: z.string(), expiresAt: z.string() })),
  },
} as const;

const done = z.object({});
const bySession = z.object({ sessionId: z.string().min(1).max(64) });

export const teamContract = {
  device: {
    list: oc
      .input(bySession)
      .output(z.array(teamDeviceSchema.extend({ self: z.boolean(), online: z.boolean() }))),
    remove: oc.input(bySession.extend({ personId: z.string(), deviceId: z.string() })).output(done),
    invite: oc
      .input(bySession.extend({ role: personRoleSchema }))
      .output(z.object({ code: z.string(), expiresAt: z.string() })),
  },
};
