import { Boxes, PackageMinus, PackagePlus } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { formatFen } from '#shared/domain/money.ts';
import type { Shelf } from '#shared/domain/platform/platform.schema.ts';
import { needsSecondPerson } from '#shared/domain/product/product.schema.ts';
import { type Command, useCommands } from '../app/commands.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useLive } from '../client/live.ts';
import { useAct } from '../client/use-act.ts';
import { HoldButton } from '../live/HoldButton.tsx';
import type { NumberedSlot } from '../live/slot-view.ts';
import { useHubThere } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/Menu.tsx';
import { toast } from '../ui/toast.ts';
import { releaseView, shelfView } from './offer-view.ts';
import { StockDialog } from './StockDialog.tsx';
import type { OfferView } from './use-offers.ts';

const shelves = [
  ['on', 'shelfOn'],
  ['off', 'shelfOff'],
  ['sold-out', 'shelfSoldOut'],
] as const satisfies readonly (readonly [Shelf, string])[];

/** What can be done about the product on air: release its price, and everything of its stock and shelf in one menu. */
export function OfferActions({
  rundown,
  current,
  offer,
}: {
  rundown: Rundown;
  current: NumberedSlot;
  offer: OfferView;
}) {
  const t = useWords('price');
  const act = useAct();
  const hubThere = useHubThere();
  const mayNot = useMayNot('show');
  const acts = useLive((live) => live.acts);
  const [stock, setStock] = useState<'add' | 'take' | null>(null);
  const { product } = current;
  const { run, show } = rundown;
  const target = { runId: run.id, productId: product.id };
  const price = formatFen(product.priceFen, show.currency);
  const release = releaseView(acts, product);
  const shelf = product.shelf ?? 'on';
  const told = shelfView(acts, product);
  const ended = run.state === 'ended';
  const held = ended || mayNot !== null;

  const verb = release.is === 'other' ? t('releaseAgain', { price }) : t('release', { price });
  const note = !hubThere
    ? t('releaseWait')
    : offer.breach
      ? t('breachWays')
      : t('releaseNote', { price: formatFen(offer.lowest.payFen, show.currency) });
  const setShelf = useCallback(
    (next: Shelf) =>
      act(async () => {
        const answer = await client.offer.shelf({ runId: run.id, productId: product.id, shelf: next });
        if (!answer.told) toast.say(t('toldLater'));
      }),
    [act, run.id, product.id, t],
  );
  const commands = useMemo<Command[]>(
    () =>
      held
        ? []
        : [
            {
              id: 'price-stock',
              group: 'live',
              label: `${t('commandStock')} · ${product.name}`,
              disabled: product.stockDeclared === null,
              run: () => setStock('add'),
            },
            ...shelves.map(([value, word]) => ({
              id: `price-shelf-${value}` as const,
              group: 'live' as const,
              label: `${t(word)} · ${product.name}`,
              disabled: value === shelf,
              run: () => void setShelf(value),
            })),
          ],
    [held, product, shelf, setShelf, t],
  );
  useCommands('price', commands);

  return (
    <div className="flex shrink-0 items-stretch gap-2">
      {release.is !== 'open' && (
        // As wide as the amount needs: money is never cut off on the button that spends it.
        <div className="w-max min-w-40">
          <HoldButton
            pad={null}
            testId="price-release"
            label={`${verb} ${note} · ${t('releaseLabel', { name: product.name, price })}`}
            disabled={
              held ||
              !hubThere ||
              offer.breach !== null ||
              needsSecondPerson(product) ||
              release.is === 'sending'
            }
            onFire={() => void act(() => client.offer.release({ ...target, priceFen: product.priceFen }))}
            holding={t('releaseHolding')}
            note={note}
          >
            {verb}
          </HoldButton>
        </div>
      )}
      <Menu
        label={t('moreActions')}
        trigger={
          <Button
            className="h-12 px-2.5"
            disabled={held}
            data-testid="offer-menu"
            icon={<Boxes size={15} aria-hidden />}
          >
            <span className="text-left leading-tight">
              <span className="block">{t('moreActions')}</span>
              <span className="block text-2xs font-normal text-muted" data-testid="shelf-state">
                {t(`shelfNow_${shelf}`)}
                {told === 'sending' && ` · ${t('shelfSending')}`}
                {told === 'shown' && ` · ${t('shelfShown')}`}
                {told === 'failed' && <span className="text-warn"> · {t('shelfFailed')}</span>}
              </span>
            </span>
          </Button>
        }
      >
        <MenuItem
          icon={<PackagePlus size={14} aria-hidden />}
          disabled={product.stockDeclared === null}
          onSelect={() => setStock('add')}
          testId="stock-add"
        >
          {t('actionAdd')}
        </MenuItem>
        <MenuItem
          icon={<PackageMinus size={14} aria-hidden />}
          disabled={product.stockDeclared === null}
          onSelect={() => setStock('take')}
          testId="stock-take"
        >
          {t('actionTake')}
        </MenuItem>
        <MenuSeparator />
        <MenuLabel>{t(`shelfNow_${shelf}`)}</MenuLabel>
        {shelves.map(([value, word]) => (
          <MenuItem
            key={value}
            disabled={value === shelf}
            onSelect={() => void setShelf(value)}
            testId={`shelf-${value}`}
          >
            {t(word)}
          </MenuItem>
        ))}
        {told === 'failed' && (
          <MenuItem
            disabled={!hubThere}
            onSelect={() => void act(() => client.offer.tell({ ...target, shelf }))}
            testId="shelf-tell"
          >
            {t('tellNow')}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem
          testId="coupons-toggle"
          onSelect={() =>
            void act(() =>
              client.product.reprice({ productId: product.id, noCoupons: product.noCoupons !== true }),
            )
          }
        >
          {t(product.noCoupons === true ? 'couponsOn' : 'excludeCoupons')}
        </MenuItem>
      </Menu>
      {stock && (
        <StockDialog runId={run.id} product={product} direction={stock} onClose={() => setStock(null)} />
      )}
    </div>
  );
}
