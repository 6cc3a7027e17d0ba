import { Hand, Radio } from 'lucide-react';
import { useState } from 'react';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useHubThere } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { cx } from '../ui/class-names.ts';
import { Menu, MenuItem, MenuLabel } from '../ui/Menu.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { TakeOverDialog } from './TakeOverDialog.tsx';
import { useHolder } from './use-holder.ts';
import { usePersonName } from './use-person-name.ts';

const look =
  'flex h-6.5 min-w-0 shrink items-center gap-1 rounded-md px-1.5 text-xs text-muted hover:bg-hover hover:text-text disabled:text-faint';

/** Who holds the take, and what can be done about it. With one console and nobody holding it there is nothing to say. */
export function TakeHolder({ run }: { run: Run }) {
  const t = useWords('several');
  const act = useAct();
  const nameOf = usePersonName();
  const mayNot = useMayNot('show');
  const hubThere = useHubThere();
  const [takingOver, setTakingOver] = useState(false);
  const { holder, mine, away, mayTakeOver, consoles, me } = useHolder(run);
  const runId = run.id;
  if (run.state === 'ended' || (holder === null && consoles.length === 0)) return null;
  if (holder === null)
    return (
      <Tooltip text={mayNot ?? t('holderNobodyTip')}>
        <button
          type="button"
          data-testid="take-holder"
          data-holder=""
          disabled={mayNot !== null}
          onClick={() => void act(() => client.take.hold({ runId }))}
          className={look}
        >
          <Hand size={13} aria-hidden />
          <span className="truncate">{t('holderNobody')}</span>
        </button>
      </Tooltip>
    );
  const name = nameOf(holder.personName);
  const asked = run.takeAsks.some(({ personId }) => personId === me);
  return (
    <>
      <Menu
        label={t('holderLabel')}
        align="end"
        trigger={
          <button
            type="button"
            data-testid="take-holder"
            data-holder={mine ? 'me' : 'other'}
            data-away={!mine && away}
            disabled={mayNot !== null}
            className={cx(look, mine && 'font-semibold text-text', !mine && 'bg-warn-tint text-warn')}
          >
            <Radio size={13} aria-hidden className="shrink-0" />
            <span className="truncate">
              {mine ? t('holderMine') : t('holderOther', { name: away ? t('holderAway', { name }) : name })}
            </span>
          </button>
        }
      >
        {mine ? (
          <>
            {consoles.length === 0 && <MenuLabel>{t('nobodyElse')}</MenuLabel>}
            {consoles.map((one) => (
              <MenuItem
                key={one.personId}
                onSelect={() => void act(() => client.take.offer({ runId, to: one }))}
              >
                {t('handTo', { name: nameOf(one.personName) })}
              </MenuItem>
            ))}
            <MenuItem onSelect={() => void act(() => client.take.release({ runId }))}>{t('letGo')}</MenuItem>
          </>
        ) : (
          <>
            <MenuItem disabled={asked} onSelect={() => void act(() => client.take.ask({ runId }))}>
              {t('ask', { name })}
            </MenuItem>
            <MenuItem disabled={!hubThere || !(mayTakeOver || away)} onSelect={() => setTakingOver(true)}>
              {t('takeOver')}
            </MenuItem>
          </>
        )}
      </Menu>
      {takingOver && !mine && (
        <TakeOverDialog runId={runId} holder={holder} away={away} onClose={() => setTakingOver(false)} />
      )}
    </>
  );
}
