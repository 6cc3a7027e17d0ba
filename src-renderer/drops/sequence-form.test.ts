import { describe, expect, it } from 'vitest';
import { emptyStep, type StepForm, sequenceFormOf, sequencePlanOf, stepFault } from './sequence-form.ts';

const step = (part: Partial<StepForm>): StepForm => ({ ...emptyStep, ...part });
const good = [
  step({ does: 'take', thingId: 's1' }),
  step({ does: 'price', thingId: 'p1', price: '9.9', afterSec: '3' }),
  step({ thingId: 'd1', afterSec: '5' }),
];

describe('the form of a sequence', () => {
  it('comes back as the plan that it made', () => {
    const plan = sequencePlanOf({ title: ' ', steps: good }, '3-2-1');
    expect(plan).toEqual({
      title: '3-2-1',
      steps: [
        { does: 'take', slotId: 's1', afterSec: 0 },
        { does: 'price', productId: 'p1', priceFen: 990, afterSec: 3 },
        { does: 'drop', dropId: 'd1', afterSec: 5 },
      ],
    });
    expect(sequenceFormOf(plan)).toEqual({ title: '3-2-1', steps: good });
    expect(sequenceFormOf(null).steps).toHaveLength(1);
  });
  it('says what is wrong with a step', () => {
    const fault = (part: Partial<StepForm>) => stepFault([step(part)], 0);
    expect(fault({})).toBe('thing');
    expect(fault({ does: 'price', thingId: 'p', price: '0' })).toBe('price');
    expect(fault({ thingId: 'd', afterSec: '601' })).toBe('after');
    expect(stepFault([step({ thingId: 'd' }), step({ thingId: 'd' })], 1)).toBe('twice');
    expect(sequencePlanOf({ title: 'x', steps: [] }, 'x')).toBeNull();
  });
});
