import { AppError } from '../../contract/errors.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { tillSchema } from './till.schema.ts';

/** The set-up of a show's tills. */
export const setUpTill = defineMutation({
  name: 'till.set-up',
  roles: ['owner', 'operator'],
  input: tillSchema.omit({ id: true }),
  async run(tx, till) {
    if (!(await tx.get('show', till.showId))) throw new AppError('show/not-found');
    tx.put('till', { ...till, id: till.showId });
  },
});
