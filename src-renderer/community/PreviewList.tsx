import { useVirtualizer } from '@tanstack/react-virtual';
import { Bot } from 'lucide-react';
import { useRef } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { formatCount } from '#renderer/ui/format.ts';
import { overLimit, type RenderedPost, ROBOT_TEXT_BYTES, textParts } from './post-text.ts';
import { useVariableName } from './use-variable-name.ts';

/** The list has nothing to press: it takes the focus itself, so that it can be scrolled by keyboard. */
const reachable = { tabIndex: 0 } as const;

export function PreviewList({
  rendered,
  robots,
}: {
  rendered: readonly RenderedPost[];
  robots: ReadonlySet<string>;
}) {
  const t = useWords('community');
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rendered.length,
    getScrollElement: () => box.current,
    getItemKey: (index) => rendered[index]?.groupId ?? index,
    estimateSize: () => 96,
    overscan: 5,
  });
  return (
    <div ref={box} {...reachable} className="min-h-0 flex-1 overflow-y-auto">
      <ul
        aria-label={t('preview')}
        className="relative m-0 list-none p-0"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const one = rendered[index];
          if (!one) return null;
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              data-testid="post-rendered"
              aria-setsize={rendered.length}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0 border-b border-line px-3 py-2"
              style={{ transform: `translateY(${start}px)` }}
            >
              <RenderedFor one={one} robot={robots.has(one.groupId)} over={overLimit(one, robots)} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function RenderedFor({ one, robot, over }: { one: RenderedPost; robot: boolean; over: boolean }) {
  const t = useWords('community');
  const variableName = useVariableName();
  const bytes = formatCount(one.bytes);
  return (
    <>
      <p className="mb-0.5 flex items-center gap-2 text-xs">
        <span className="min-w-0 truncate font-semibold text-text">{one.groupName}</span>
        {robot && <Bot size={12} className="shrink-0 text-muted" aria-label={t('robotYes')} />}
        <span className={`ml-auto shrink-0 ${over ? 'text-warn' : 'text-faint'}`}>
          {over ? t('overLimit', { bytes, limit: formatCount(ROBOT_TEXT_BYTES) }) : t('bytes', { bytes })}
        </span>
      </p>
      <p className="whitespace-pre-wrap break-words text-sm leading-relaxed">
        {textParts(one.text).map(({ text, variable, at }) =>
          variable === null ? (
            text
          ) : (
            <mark key={at} className="rounded-sm bg-live-tint px-0.5 text-live outline outline-live">
              {text}
            </mark>
          ),
        )}
      </p>
      {one.unfilled.length > 0 && (
        <p className="mt-0.5 text-xs text-live">
          {t('unfilledNames', { names: one.unfilled.map(variableName).join(t('listSeparator')) })}
        </p>
      )}
    </>
  );
}
