import { AppError } from '../../contract/errors.ts';
import { formatFen } from '../money.ts';
import type { FloorBreach } from './lowest-price.ts';

/** The drops of a breach by their titles, with how many pieces it takes: `秒杀 + 满 199 减 20 (×2)`. */
export function breachCombination({ parts, qty }: Pick<FloorBreach, 'parts' | 'qty'>): string {
  return `${parts.map(({ title }) => title).join(' + ')}${qty > 1 ? ` (×${qty})` : ''}`;
}

/** `offer/below-floor`, naming product, combination, price and floor. */
export function breachError(breach: FloorBreach, currency: string): AppError {
  return new AppError('offer/below-floor', {
    name: breach.name,
    combination: breachCombination(breach),
    price: formatFen(breach.worthFen, currency),
    floor: formatFen(breach.floorFen, currency),
  });
}
