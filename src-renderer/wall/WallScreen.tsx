import { ChartColumn, Maximize2 } from 'lucide-react';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import type { Rundown } from '#shared/contract/desk.ts';
import { useCurrentShow } from '../app/current-show.ts';
import { useWords } from '../app/i18n.ts';
import { NoShowState } from '../app/NoShowState.tsx';
import { useRundown } from '../app/use-rundown.ts';
import { useLive } from '../client/live.ts';
import { AsOf } from '../sync/AsOf.tsx';
import { Button } from '../ui/Button.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { BigWall } from './BigWall.tsx';
import { ShareTable } from './ShareTable.tsx';
import { TargetPanel } from './TargetPanel.tsx';
import { TopProducts } from './TopProducts.tsx';
import { useChannelName } from './use-channel-name.ts';
import { useWallFigures } from './use-wall.ts';
import { WallFigures } from './WallFigures.tsx';

/** Everything that is counted of the show on the screen, exact against its facts. */
export function WallScreen() {
  const t = useWords('wall');
  const { loading, show, run } = useCurrentShow();
  const rundown = useRundown(run?.id ?? null);
  const ready = useLive((live) => live.ready);
  if (!loading && (!show || !run))
    return <NoShowState icon={<ChartColumn size={28} aria-hidden />}>{t('noShow')}</NoShowState>;
  return rundown && ready ? <Wall rundown={rundown} /> : <Spinner />;
}

const byShop = ({ shopId }: { shopId: string }) => shopId;
const byChannel = ({ channel }: { channel: string }) => channel;

function Wall({ rundown }: { rundown: Rundown }) {
  const t = useWords('wall');
  const figures = useWallFigures(rundown);
  const channelName = useChannelName();
  const shops = useLive((live) => live.shops);
  const channels = useLive((live) => live.channels);
  const [search, setSearch] = useSearchParams();
  const big = search.get('view') === 'big';
  const show = useCallback(
    (on: boolean) => setSearch(on ? { view: 'big' } : {}, { replace: true }),
    [setSearch],
  );
  const leave = useCallback(() => show(false), [show]);
  if (big) return <BigWall rundown={rundown} figures={figures} onExit={leave} />;
  const { currency } = rundown.show;
  return (
    <main aria-label={t('screen')} className="flex min-h-0 flex-1 flex-col gap-2">
      <div className="flex shrink-0 items-center gap-3">
        <h2 className="font-semibold">{t('screen')}</h2>
        <AsOf />
        <Button className="ml-auto" onClick={() => show(true)} data-testid="wall-big-open">
          <Maximize2 size={15} aria-hidden />
          {t('bigView')}
        </Button>
      </div>
      <WallFigures rundown={rundown} figures={figures} />
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,5fr)_minmax(0,4fr)] grid-rows-2 gap-2">
        <TargetPanel rundown={rundown} pacing={figures.pacing} />
        <ShareTable
          {...{ currency, testId: 'wall-shop', idOf: byShop }}
          rows={shops}
          nameOf={(id) => id || t('shopNone')}
          title={t('shops')}
          tip={t('shopsTip')}
        />
        <TopProducts rundown={rundown} />
        <ShareTable
          {...{ currency, testId: 'wall-channel', idOf: byChannel }}
          rows={channels}
          nameOf={channelName}
          title={t('channels')}
          tip={t('channelsTip')}
        />
      </div>
    </main>
  );
}
