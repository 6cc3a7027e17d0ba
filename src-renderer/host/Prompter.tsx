import { useEffect, useRef, useState } from 'react';
import type { HostFrame } from '#shared/contract/host.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { cx } from '../ui/class-names.ts';
import { formatDuration } from '../ui/format.ts';
import { hostTime } from './host-time.ts';
import { type Looks, setLooks } from './looks.ts';

/** Pixels a second at speed 1, for letters of the usual size. */
const PACE = 14;
const SIZES = { least: 60, most: 240, step: 20 } as const;

/** The words of what is on air, rolling; for a glass before the lens they can be mirrored. */
export function Prompter({
  frame,
  sinceMs,
  look,
  onEnd,
}: {
  frame: HostFrame;
  sinceMs: number;
  look: Looks;
  onEnd: () => void;
}) {
  const t = useWords('host');
  const [rolling, setRolling] = useState(false);
  const roll = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  // Keys are the prompter's while it is open, whatever had the focus before; that gets it back.
  useEffect(() => {
    const before = document.activeElement;
    stage.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const slotId = frame.onAir?.slotId;
  const { speed, sizePct, mirrored } = look;

  // Another product begins at its top, rolling or not.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the slot is what it depends on
  useEffect(() => {
    roll.current?.scrollTo({ top: 0 });
  }, [slotId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another slot has another place to roll from
  useEffect(() => {
    if (!rolling) return;
    let last = performance.now();
    // The browser rounds what is set: parts of a pixel are kept here.
    let top = roll.current?.scrollTop ?? 0;
    const step = (now: number) => {
      top += ((now - last) / 1000) * speed * PACE * (sizePct / 100);
      last = now;
      roll.current?.scrollTo({ top });
      request = requestAnimationFrame(step);
    };
    let request = requestAnimationFrame(step);
    return () => cancelAnimationFrame(request);
  }, [rolling, speed, sizePct, slotId]);

  const faster = (by: number) => setLooks({ speed: Math.min(10, Math.max(1, speed + by)) });
  const larger = (by: number) =>
    setLooks({ sizePct: Math.min(SIZES.most, Math.max(SIZES.least, sizePct + by)) });
  useEffect(() => {
    const keys: Readonly<Record<string, () => void>> = {
      ' ': () => setRolling((on) => !on),
      ArrowUp: () => faster(1),
      ArrowDown: () => faster(-1),
      '+': () => larger(SIZES.step),
      '=': () => larger(SIZES.step),
      '-': () => larger(-SIZES.step),
      m: () => setLooks({ mirrored: !mirrored }),
      Escape: onEnd,
    };
    const onKey = (event: KeyboardEvent) => {
      const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      // A button that has the focus keeps its own Space.
      if (!act || (event.key === ' ' && event.target instanceof HTMLButtonElement)) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  const { onAir, show } = frame;
  const time = hostTime(frame, sinceMs);
  const lines = onAir
    ? [
        `${onAir.name} ${onAir.spec}`,
        formatFen(onAir.priceFen, show.currency).replace(/\.00$/, ''),
        ...onAir.points,
        onAir.mechanics,
        onAir.remark,
        frame.next ? `${t('next')}: ${frame.next.name}` : '',
      ].filter((line) => line.trim() !== '')
    : [t('nothingOnAir')];
  return (
    <div
      ref={stage}
      role="dialog"
      aria-modal="true"
      aria-label={t('prompter')}
      tabIndex={-1}
      className="fixed inset-0 flex flex-col bg-bg outline-none"
    >
      <div
        ref={roll}
        data-testid="host-prompter"
        className={cx('min-h-0 flex-1 overflow-y-auto px-[6vw]', mirrored && '-scale-x-100')}
        style={{ fontSize: `calc(clamp(2rem, 6vw, 4.5rem) * ${sizePct / 100})` }}
      >
        <div className="space-y-[0.5em] py-[35vh] leading-snug font-semibold">
          {lines.map((line) => (
            <p key={line} className="break-words">
              {line}
            </p>
          ))}
        </div>
      </div>
      <footer className="flex flex-wrap items-center gap-2 border-t border-line bg-panel p-2">
        {time && (
          <span className={cx('mr-2 text-2xl font-bold', time.phase !== 'plan' && 'text-warn')}>
            {time.kind === 'over' && `${t('timeOver')} `}
            {formatDuration(time.seconds)}
          </span>
        )}
        <Press onPress={() => setRolling(!rolling)}>{t(rolling ? 'pause' : 'play')}</Press>
        <Press onPress={() => faster(-1)}>{t('slower')}</Press>
        <span className="text-sm text-muted">{t('speed', { n: speed })}</span>
        <Press onPress={() => faster(1)}>{t('faster')}</Press>
        <Press onPress={() => larger(-SIZES.step)}>{t('smaller')}</Press>
        <Press onPress={() => larger(SIZES.step)}>{t('larger')}</Press>
        <Press onPress={() => setLooks({ mirrored: !mirrored })} pressed={mirrored}>
          {t('mirror')}
        </Press>
        <span className="ml-auto hidden text-sm text-muted xl:inline">{t('prompterKeys')}</span>
        <Press onPress={onEnd}>{t('prompterEnd')}</Press>
      </footer>
    </div>
  );
}

function Press(props: { onPress: () => void; pressed?: boolean; children: string }) {
  return (
    <button
      type="button"
      {...(props.pressed === undefined ? {} : { 'aria-pressed': props.pressed })}
      onClick={props.onPress}
      className="min-h-10 rounded-md border border-line bg-raised px-3 font-semibold hover:bg-hover aria-pressed:border-line-strong aria-pressed:bg-hover"
    >
      {props.children}
    </button>
  );
}
