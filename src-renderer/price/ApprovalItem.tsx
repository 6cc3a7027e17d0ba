import { KeyRound, UserCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { WaitingApproval } from '#shared/contract/price.ts';
import { type ApprovalReason, approvalExpired } from '#shared/domain/approval/approval.schema.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useNowMs } from '../client/now.ts';
import { useAct } from '../client/use-act.ts';
import { ageText } from '../sync/age.ts';
import { useHubLabel, useHubThere } from '../sync/use-sync.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { toast } from '../ui/toast.ts';
import { PinWordDialog } from './PinWordDialog.tsx';

/** A list of why a change needs a second person, in words. */
export function useReasons(): (reasons: readonly ApprovalReason[]) => string {
  const t = useWords('price');
  return (reasons) =>
    reasons
      .map((reason) => t(`reason_${reason.replaceAll('-', '_')}` as 'reason_below_floor'))
      .join(t('listJoin'));
}

/** One price change that waits: what, why, by whom; and what this person may do about it. */
export function ApprovalItem({
  approval,
  withShow = false,
  children,
}: {
  approval: WaitingApproval;
  /** Among those of other shows. */
  withShow?: boolean;
  children?: ReactNode;
}) {
  const t = useWords('price');
  const act = useAct();
  const reasonsOf = useReasons();
  const hubThere = useHubThere();
  const hubLabel = useHubLabel();
  const mayNot = useMayNot('show');
  const [pin, setPin] = useState(false);
  const s = useWords('sync');
  const nowMs = useNowMs();
  const money = (amount: number) => formatFen(amount, approval.currency);
  const { id: approvalId, priceFen, fromPriceFen, floorFen, fromFloorFen, mine } = approval;
  const name = withShow ? `${approval.showTitle} · ${approval.productName}` : approval.productName;
  const expired = approvalExpired(approval, nowMs);
  const floor = (amount: number | null) => (amount === null ? t('noFloor') : money(amount));
  return (
    <div
      className="flex flex-wrap items-center gap-x-3 gap-y-1"
      data-testid="approval"
      data-mine={mine}
      data-expired={expired || undefined}
    >
      <p className="min-w-0 flex-1 basis-64">
        <span className="font-semibold text-warn">
          {priceFen === fromPriceFen
            ? `${name}: ${t('approvalFloor', { from: floor(fromFloorFen), to: floor(floorFen) })}`
            : t('approvalLine', { name, from: money(fromPriceFen), to: money(priceFen) })}
        </span>{' '}
        <span className="text-text">{reasonsOf(approval.reasons)}</span>
        {' · '}
        <span className="text-muted">
          {mine ? t('askedByMe') : t('askedBy', { name: approval.askedName })}
          {approval.pending && ` · ${t('approvalPending')}`}
          {!expired && ` · ${ageText(Math.max(0, nowMs - Date.parse(approval.askedAt)), s)}`}
        </span>
        {expired && (
          <span className="font-semibold text-warn" data-testid="approval-expired">
            {' · '}
            {t('approvalExpired')}
          </span>
        )}
      </p>
      {mayNot === null && (
        <div className="flex shrink-0 items-center gap-1.5">
          {!mine && (
            <Button
              size="sm"
              look={expired ? 'quiet' : 'primary'}
              icon={<UserCheck size={13} aria-hidden />}
              data-testid="approval-confirm"
              onClick={() =>
                void act(() => client.approval.confirm({ approvalId, priceFen })).then(
                  (done) => done && toast.ok(t('confirmed')),
                )
              }
            >
              {t(expired ? 'confirmLate' : 'confirm')}
            </Button>
          )}
          {mine && (
            <Button
              size="sm"
              icon={<KeyRound size={13} aria-hidden />}
              data-testid="approval-pin"
              disabled={!hubThere}
              onClick={() => setPin(true)}
            >
              {hubLabel(t('pinHere'))}
            </Button>
          )}
          <Button
            size="sm"
            look="quiet"
            data-testid="approval-refuse"
            onClick={() => void act(() => client.approval.refuse({ approvalId }))}
          >
            {t(expired ? 'putAway' : mine ? 'withdraw' : 'refuse')}
          </Button>
          {children}
        </div>
      )}
      {pin && (
        <PinWordDialog
          word={{ name: 'approval.confirm', input: { approvalId, priceFen } }}
          what={t('approvalLine', { name, from: money(fromPriceFen), to: money(priceFen) })}
          onClose={() => setPin(false)}
        />
      )}
    </div>
  );
}
