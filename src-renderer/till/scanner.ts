/**
 * Tells a USB scanner from a person: it types its code at once and ends it with Enter. Pure: told of keys, answers what
 * to do with each. In the scan field a code may simply be typed; anywhere else its first characters have been typed into
 * something before anybody could know, and are to be taken back.
 */
import { isScannerBurst, SCANNER_GAP_MS } from '../app/hotkeys.ts';

export interface ScannerKey {
  readonly key: string;
  readonly atMs: number;
  /** With Ctrl, Alt or Meta, or while an input method composes. */
  readonly special: boolean;
}

/** Where the key lands: in the scan field, in something else that takes text, or nowhere. */
export type ScannerPlace = 'scan-field' | 'other-field' | 'none';

export type ScannerAnswer =
  | { readonly do: 'nothing' }
  /** It may be the first of a code: keep in mind what the field holds. */
  | { readonly do: 'remember' }
  /** A person begins to type outside of any field: the search is meant. */
  | { readonly do: 'focus' }
  /** It is a scanner: put the field back as it was, and keep this key from it. */
  | { readonly do: 'take-back' }
  | { readonly do: 'keep' }
  /** `Enter` behind a code. */
  | { readonly do: 'scanned'; readonly text: string };

export interface Scanner {
  keyDown(key: ScannerKey, place: ScannerPlace): ScannerAnswer;
}

/** Once it is known for a scanner, a busy machine may be this late with the rest of its keys. */
const LATE_MS = 100;
const CHARACTER = /^[\x21-\x7e]$/;

export function createScanner(): Scanner {
  let typed: { key: string; atMs: number }[] = [];
  let taken = false;

  function startAnew(): void {
    typed = [];
    taken = false;
  }
  const isBurst = () => isScannerBurst(typed.map(({ atMs }) => atMs));

  return {
    keyDown({ key, atMs, special }, place) {
      if (special) {
        startAnew();
        return { do: 'nothing' };
      }
      const last = typed.at(-1);
      if (key === 'Enter') {
        const code = last && isBurst() && atMs - last.atMs <= LATE_MS;
        const text = typed.map((each) => each.key).join('');
        const answer: ScannerAnswer = code ? { do: 'scanned', text } : { do: 'nothing' };
        startAnew();
        return answer;
      }
      if (!CHARACTER.test(key)) return { do: 'nothing' };
      if (last && atMs - last.atMs > (isBurst() ? LATE_MS : SCANNER_GAP_MS)) startAnew();
      typed.push({ key, atMs });
      if (place === 'scan-field') return { do: 'nothing' };
      if (taken) return { do: 'keep' };
      if (isBurst()) {
        taken = true;
        return { do: 'take-back' };
      }
      if (place === 'none') return { do: 'focus' };
      return { do: typed.length === 1 ? 'remember' : 'nothing' };
    },
  };
}
