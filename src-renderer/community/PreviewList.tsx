import { Bot } from 'lucide-react';
import { useWords } from '#renderer/app/i18n.ts';
import { formatCount } from '#renderer/ui/format.ts';
import { useVirtualList, VirtualRows } from '#renderer/ui/VirtualRows.tsx';
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
  const list = useVirtualList(rendered, {
    keyOf: ({ groupId }) => groupId,
    heightOf: () => 96,
    overscan: 5,
  });
  return (
    <div ref={list.box} {...reachable} className="min-h-0 flex-1 overflow-y-auto">
      <VirtualRows
        list={list}
        label={t('preview')}
        rowOf={() => ({ 'data-testid': 'post-rendered', className: 'px-3 py-2' })}
      >
        {(one) => <RenderedFor one={one} robot={robots.has(one.groupId)} over={overLimit(one, robots)} />}
      </VirtualRows>
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
