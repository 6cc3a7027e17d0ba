import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { PadCommand } from '#shared/domain/keys/key-commands.ts';
import { KeyHint } from '../app/KeyHint.tsx';
import { cx } from '../ui/class-names.ts';
import { registerPad } from './hold-pads.ts';

/** How long money must be held for. */
export const HOLD_MS = 1000;

/**
 * Acts only after it was held for a second, by pointer, by Space or Enter on the focused button, or by its pad's keys.
 * Letting go, leaving, losing the focus or the window cancels. A hold that has fired must be let go first.
 */
export function HoldButton({
  pad,
  label,
  disabled,
  onFire,
  children,
  holding: holdingText,
  note,
  testId = 'drop-fire',
}: {
  testId?: string;
  pad: number | null;
  /** What is read out: what will happen, and what it costs. */
  label: string;
  disabled: boolean;
  onFire: () => void;
  children: ReactNode;
  holding: ReactNode;
  /** Stands below at all times: the money at risk. */
  note: ReactNode;
}) {
  const [holding, setHolding] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const fire = useRef(onFire);
  const enabled = useRef(!disabled);
  fire.current = onFire;
  enabled.current = !disabled;

  const cancel = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    setHolding(false);
  }, []);
  const start = useCallback(() => {
    if (timer.current !== null || !enabled.current) return;
    setHolding(true);
    // What fires is what was on the button when the hold began.
    const seen = fire.current;
    timer.current = setTimeout(() => {
      cancel();
      if (enabled.current) seen();
    }, HOLD_MS);
  }, [cancel]);

  useEffect(() => {
    const stop = pad === null ? null : registerPad(pad, { start, cancel });
    window.addEventListener('blur', cancel);
    return () => {
      stop?.();
      window.removeEventListener('blur', cancel);
      cancel();
    };
  }, [pad, start, cancel]);
  useEffect(() => {
    if (disabled) cancel();
  }, [disabled, cancel]);

  const isHoldKey = (event: KeyboardEvent) => event.key === ' ' || event.key === 'Enter';
  return (
    <button
      type="button"
      data-hold
      data-testid={testId}
      data-holding={holding || undefined}
      disabled={disabled}
      aria-label={label}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        start();
      }}
      onPointerUp={cancel}
      onPointerCancel={cancel}
      onLostPointerCapture={cancel}
      onPointerMove={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const { clientX: x, clientY: y } = event;
        if (x < box.left - 8 || x > box.right + 8 || y < box.top - 8 || y > box.bottom + 8) cancel();
      }}
      onKeyDown={(event) => {
        if (!isHoldKey(event)) return;
        event.preventDefault();
        if (!event.repeat) start();
      }}
      onKeyUp={(event) => {
        if (!isHoldKey(event)) return;
        event.preventDefault();
        cancel();
      }}
      onBlur={cancel}
      onContextMenu={(event) => event.preventDefault()}
      className="relative flex h-12 w-full items-center gap-2 touch-none select-none overflow-hidden rounded-md border border-warn px-2.5 text-left font-semibold leading-tight text-warn disabled:cursor-not-allowed disabled:border-line disabled:text-faint"
    >
      <span
        aria-hidden
        className="absolute inset-0 origin-left bg-warn/30"
        style={{
          transform: `scaleX(${holding ? 1 : 0})`,
          transition: holding ? `transform ${HOLD_MS}ms linear` : 'transform 120ms ease-out',
        }}
      />
      <span className="relative min-w-0 flex-1">
        {/* The space is for whoever hears it: two lines are two words. What is held keeps its width. */}
        <span className="grid">
          <span className={cx('truncate [grid-area:1/1]', holding && 'invisible')}>{children}</span>
          {holding && <span className="truncate [grid-area:1/1]">{holdingText}</span>}
        </span>{' '}
        <span className="block truncate text-xs">{note}</span>
      </span>
      {pad !== null && (
        <span className="relative shrink-0">
          <KeyHint command={`pad-${pad}` as PadCommand} />
        </span>
      )}
    </button>
  );
}
