import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useWords } from '#renderer/app/i18n.ts';
import { orpc } from '#renderer/client/client.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { formatCount, formatDay } from '#renderer/ui/format.ts';
import { Menu, MenuItem, MenuLabel } from '#renderer/ui/Menu.tsx';
import type { Show } from '#shared/domain/show/show.schema.ts';
import { batchLooks, settledCount, totalCount } from './batch-looks.ts';
import { openBatch } from './send-view.ts';

/** The show's batches, to be looked at again. Kept by the hub: with it away the list is the last one known. */
export function BatchHistory({ showId }: { showId: Show['id'] }) {
  const t = useWords('community');
  const batches = useQuery(orpc.batch.list.queryOptions({ input: { showId }, retry: false }));
  const list = batches.data ?? [];
  return (
    <Menu
      label={t('batches')}
      trigger={
        <Button size="sm" look="quiet" data-testid="batch-history" icon={<History size={13} aria-hidden />}>
          {t('batches')}
          {list.length > 0 && ` ${formatCount(list.length)}`}
        </Button>
      }
    >
      {list.length === 0 && <MenuLabel>{t(batches.isError ? 'loadFailed' : 'batchesNone')}</MenuLabel>}
      {list.map((batch) => (
        <MenuItem
          key={batch.batchId}
          testId="batch-entry"
          hint={`${formatCount(settledCount(batch))} / ${formatCount(totalCount(batch))} · ${t(batchLooks[batch.state].word)}`}
          onSelect={() => openBatch({ showId, batchId: batch.batchId })}
        >
          {batch.title.trim() || t('batchNoTitle')} · {formatDay(Date.parse(batch.createdAt))}
        </MenuItem>
      ))}
    </Menu>
  );
}
