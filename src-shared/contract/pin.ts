/**
 * PINs: what says at a console that a certain person stands there. A PIN is kept hashed at the hub, and for the lock
 * once more on the console; it is in no document, op or log. Both halves of the contract: screen–desk and desk–hub.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { fenSchema } from '../domain/money.ts';
import { personRoleSchema } from '../domain/roles.ts';
import { answerSchema } from './answer.ts';

export const PIN_DIGITS = { least: 4, most: 8 } as const;
export const pinSchema = z
  .string()
  .regex(new RegExp(`^\\d{${PIN_DIGITS.least},${PIN_DIGITS.most}}$`))
  .describe('4 to 8 digits');

/** Somebody who has a PIN, or could set one. */
export const pinPersonSchema = z.object({
  personId: z.string(),
  personName: z.string(),
  role: personRoleSchema,
  /** Who asks. */
  self: z.boolean(),
  hasPin: z.boolean(),
  /** Has no console of their own: the owner has named them, so that they can confirm on somebody else's. */
  deskOnly: z.boolean(),
  /** May confirm prices; the owner sees the others who have a PIN too. */
  confirms: z.boolean(),
});
export type PinPerson = z.infer<typeof pinPersonSchema>;

/** Who took a person's PIN away, until they set another. */
export const pinClearedSchema = z.object({
  /** Empty: by the hub's command line. */
  byName: z.string(),
  at: z.string(),
  /** It was they themselves. */
  self: z.boolean(),
});

export type PinCleared = z.infer<typeof pinClearedSchema>;

const personName = z.string().trim().min(1).max(60);
const byPerson = z.object({ personId: z.string().min(1).max(64) });

/** What a second person may say with their PIN on somebody else's console. */
export const pinWordSchema = z.discriminatedUnion('name', [
  z.object({
    name: z.literal('approval.confirm'),
    input: z.object({ approvalId: z.string().min(1).max(64), priceFen: fenSchema }),
  }),
  z.object({
    name: z.literal('product.confirm-price'),
    input: z.object({ productId: z.string().min(1).max(64), priceFen: fenSchema }),
  }),
]);
export type PinWord = z.infer<typeof pinWordSchema>;

/** Wrong ones are counted by person: `pin/wrong {left}`, then `pin/blocked {seconds}`. */
export const pinRequests = {
  /** One's own. `pin/wrong` unless the one before, where there is one, is said too. */
  pinSet: {
    input: z.object({ pin: pinSchema, current: pinSchema.nullable() }),
    answer: answerSchema(z.null()),
  },
  /** Whether that is one's own PIN. */
  pinCheck: { input: z.object({ pin: pinSchema }), answer: answerSchema(z.null()) },
  /** One's own, and who has cleared it. */
  pinState: {
    input: z.object({}),
    answer: answerSchema(z.object({ set: z.boolean(), cleared: pinClearedSchema.nullable() })),
  },
  pinPeople: { input: z.object({}), answer: answerSchema(z.array(pinPersonSchema)) },
  /** A second person without a console, who confirms prices; by the owner. */
  pinAdd: {
    input: z.object({ personName, pin: pinSchema }),
    answer: answerSchema(byPerson),
  },
  /** The op is that person's; the console it came from is noted with it. Also what a refusal of the op says. */
  pinWord: {
    input: byPerson.extend({ pin: pinSchema, word: pinWordSchema }),
    answer: answerSchema(z.null()),
  },
  /** By the owner: that person's PIN, and a person without a console altogether. */
  pinRemove: { input: byPerson, answer: answerSchema(z.null()) },
} as const;

const done = z.object({});

export const pinContract = {
  pin: {
    /** `hub/away` while the hub is: the same PIN holds on all consoles. */
    set: oc.input(z.object({ pin: pinSchema, current: pinSchema.nullable() })).output(done),
    /** The shown person's own PIN, also with the hub away. `pin/wrong {left}`, `pin/blocked {seconds}`, `pin/not-set`. */
    check: oc.input(z.object({ pin: pinSchema })).output(done),
    /** Whether this console knows the person's PIN, and so can lock and unlock by itself. */
    state: oc.output(
      z.object({
        set: z.boolean(),
        blockedSec: z.int(),
        /** Null also while the hub is away. */
        cleared: pinClearedSchema.nullable(),
      }),
    ),
    /** `hub/away` while the hub is. */
    people: oc.output(z.array(pinPersonSchema)),
    add: oc.input(z.object({ personName, pin: pinSchema })).output(byPerson),
    /** A second person confirms a price here. `approval/same-person` for who asked; `hub/away` while the hub is. */
    word: oc.input(byPerson.extend({ pin: pinSchema, word: pinWordSchema })).output(done),
    remove: oc.input(byPerson).output(done),
  },
};
