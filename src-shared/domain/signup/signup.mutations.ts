import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { signupSchema } from './signup.schema.ts';

/** Writes no document: a sign-up is a fact of the hub, and the till keeps what it sent as every op, sealed. */
export const addSignup = defineMutation({
  name: 'signup.add',
  roles: ['owner', 'operator', 'community', 'crew'],
  sensitive: true,
  input: signupSchema.omit({ consentAt: true, personId: true }).extend({
    /** Random, so that the hash by which the hub knows the op again cannot be guessed back to the number. */
    nonce: z.string().min(16).max(64),
  }),
  async run(tx, { nonce: _nonce, ...signup }, ctx) {
    if (!(await tx.get('show', signup.showId))) throw new AppError('show/not-found');
    tx.addSignup({ ...signup, consentAt: ctx.at, personId: ctx.personId });
  },
});
