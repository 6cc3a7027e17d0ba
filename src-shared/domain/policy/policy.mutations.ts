import { AppError } from '../../contract/errors.ts';
import { defineMutation } from '../../sync/mutation.ts';
import { POLICY_ID, policyTermsSchema } from './policy.schema.ts';

/** Owners alone: whoever is bound by it does not change it. */
export const setPolicy = defineMutation({
  name: 'policy.set',
  roles: ['owner'],
  input: policyTermsSchema,
  async run(tx, terms, ctx) {
    const { stockWarn, stockDanger } = terms;
    if (stockDanger.pieces > stockWarn.pieces || stockDanger.shareBp > stockWarn.shareBp)
      throw new AppError('policy/bad-thresholds');
    tx.put('policy', { ...terms, id: POLICY_ID, changedBy: ctx.personId, changedAt: ctx.at });
  },
});
