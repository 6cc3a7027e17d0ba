/** Brings what a USB scanner types to the scan field, wherever on the page the focus is. */
import { type RefObject, useEffect, useRef } from 'react';
import { createScanner, type ScannerPlace } from './scanner.ts';

type TextField = HTMLInputElement | HTMLTextAreaElement;

interface Remembered {
  readonly field: TextField;
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
}

const isModalOpen = () => document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;

function isTextField(target: EventTarget | null): target is TextField {
  return (
    (target instanceof HTMLInputElement && !/^(?:checkbox|radio|file|button)$/.test(target.type)) ||
    target instanceof HTMLTextAreaElement
  );
}

function remember(field: TextField): Remembered {
  const { value, selectionStart, selectionEnd } = field;
  return { field, value, start: selectionStart, end: selectionEnd };
}

/** Through the prototype's setter, so that React hears of it as of anything typed. */
function putBack({ field, value, start, end }: Remembered): void {
  const kind = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement;
  Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if (start !== null) field.setSelectionRange(start, end);
}

export interface Scan {
  /**
   * What may be the code, likeliest first. In the scan field that is all that stands there: a stalled machine tears a
   * burst apart; then what came in one burst, behind words that somebody had typed.
   */
  readonly codes: readonly [string, ...string[]];
  /** A dialog stands over the page: nothing should become of it. */
  readonly blocked: boolean;
}

export function useScanner(field: RefObject<HTMLInputElement | null>, onScan: (scan: Scan) => void): void {
  const told = useRef(onScan);
  told.current = onScan;
  useEffect(() => {
    const scanner = createScanner();
    let remembered: Remembered | null = null;

    function placeOf(target: EventTarget | null): ScannerPlace {
      if (target === field.current) return 'scan-field';
      return isTextField(target) || isModalOpen() ? 'other-field' : 'none';
    }
    function onKeyDown(event: KeyboardEvent): void {
      const special =
        event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.keyCode === 229;
      const place = placeOf(event.target);
      const answer = scanner.keyDown({ key: event.key, atMs: event.timeStamp, special }, place);
      if (answer.do === 'remember') remembered = isTextField(event.target) ? remember(event.target) : null;
      if (answer.do === 'focus') field.current?.focus();
      if (answer.do === 'take-back' && remembered) putBack(remembered);
      if (answer.do === 'take-back' || answer.do === 'keep' || answer.do === 'scanned') {
        event.preventDefault();
        event.stopPropagation();
      }
      if (answer.do !== 'scanned') return;
      const typed = place === 'scan-field' ? (field.current?.value.trim() ?? '') : '';
      const codes: Scan['codes'] =
        typed === '' || typed === answer.text ? [answer.text] : [typed, answer.text];
      told.current({ codes, blocked: isModalOpen() });
    }
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [field]);
}
