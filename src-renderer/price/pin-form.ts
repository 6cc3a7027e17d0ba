import { PIN_DIGITS } from '#shared/contract/pin.ts';

export function isPin(text: string): boolean {
  return /^\d+$/.test(text) && text.length >= PIN_DIGITS.least && text.length <= PIN_DIGITS.most;
}
