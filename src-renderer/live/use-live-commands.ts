/** Keys and palette commands of the live screen. */
import { useCallback, useMemo, useRef } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { type Command, useCommands, useKeyAction } from '../app/commands.ts';
import type { HotkeyAction } from '../app/hotkeys.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { justSwitched } from '../several/live-shows.ts';
import { useHolder } from '../several/use-holder.ts';
import { usePersonName } from '../several/use-person-name.ts';
import { useMayNot } from '../team/use-may.ts';
import { toast } from '../ui/toast.ts';
import { armStep, type NumberedSlot, takeView } from './slot-view.ts';
import { useRundownActions } from './use-rundown-actions.ts';

export function useLiveCommands(
  rundown: Rundown,
  numbered: readonly NumberedSlot[],
  onReprice: (productId: string) => void,
): void {
  const t = useWords('live');
  const actions = useRundownActions();
  const ts = useWords('several');
  const act = useAct();
  const nameOf = usePersonName();
  const { others, holder } = useHolder(rundown.run);
  const mayNot = useMayNot('show');
  // Keys always act on what is on the screen now, without being registered anew at every frame.
  const now = useRef({ rundown, numbered });
  now.current = { rundown, numbered };

  const takeNext = useCallback(() => {
    const { rundown: seen, numbered: slots } = now.current;
    const { next, blocked } = takeView(seen, slots);
    // Pressed down in one show and let go in another: nobody meant this one.
    if (justSwitched()) toast.say(ts('justSwitched', { title: seen.show.title }));
    else if (others && holder) {
      const name = nameOf(holder.personName);
      const ask = () => void act(() => client.take.ask({ runId: seen.run.id }));
      toast.say(ts('held', { name }), { label: ts('ask', { name }), run: ask });
    } else if (!next) toast.say(t('takeNothing'));
    else if (blocked) onReprice(next.product.id);
    else void actions.take(seen.run, next.slot.id);
  }, [actions, act, nameOf, others, holder, onReprice, t, ts]);

  const armBy = useCallback(
    (step: 1 | -1) => {
      const { rundown: seen, numbered: slots } = now.current;
      const from = takeView(seen, slots).next?.slot.id ?? null;
      const target = armStep(slots, from, step);
      if (target) void actions.arm(seen.run.id, target.slot.id);
    },
    [actions],
  );
  const armPrevious = useCallback(() => armBy(-1), [armBy]);
  const armNext = useCallback(() => armBy(1), [armBy]);

  const armNumber = useCallback(
    (action: HotkeyAction) => {
      if (action.type !== 'arm-number') return;
      const { rundown: seen, numbered: slots } = now.current;
      const target = slots.find((each) => each.at === action.number);
      if (target) void actions.arm(seen.run.id, target.slot.id);
      else toast.say(t('noSuchNumber', { number: action.number }));
    },
    [actions, t],
  );
  useKeyAction('take', takeNext);
  useKeyAction('arm-previous', armPrevious);
  useKeyAction('arm-next', armNext);
  useKeyAction('arm-number', armNumber);

  const commands = useMemo<Command[]>(() => {
    if (mayNot !== null) return [];
    const { run } = rundown;
    const { next } = takeView(rundown, numbered);
    const list: Command[] = numbered.map(({ slot, product, number }) => ({
      id: `arm-${slot.id}`,
      group: 'rundown',
      label: `${number} ${product.name}`,
      words: `${t('actionArm')} ${product.sku ?? ''} ${slot.type}`,
      disabled: slot.id === run.onAirSlotId || run.state === 'ended',
      run: () => void actions.arm(run.id, slot.id),
    }));
    if (next)
      list.unshift({
        id: 'take-next',
        group: 'live',
        label: t('takeNext', { number: next.number, name: next.product.name }),
        keyOf: 'take',
        run: takeNext,
      });
    if (run.previousSlotIds.length > 0)
      list.unshift({
        id: 'back',
        group: 'live',
        label: t('backTip'),
        run: () => void actions.back(run),
      });
    return list;
  }, [rundown, numbered, t, actions, takeNext, mayNot]);
  useCommands('live', commands);
}
