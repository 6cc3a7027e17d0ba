/** Keeps a console's sign-in from running out while the console is in use. */
import type { Clock } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { MetaRepo } from '../cache/meta.repo.ts';
import type { HubLink } from './hub-link.ts';

/** A sign-in that has less than this left is renewed by itself: a console in use never has to join again. */
const RENEW_BELOW_MS = 60 * 24 * 3_600_000;
const RENEW_CHECK_MS = 6 * 3_600_000;

export interface SignInPorts {
  readonly link: Pick<HubLink, 'connected' | 'request'>;
  readonly meta: Pick<MetaRepo, 'get' | 'set'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onRenewed: () => void;
  readonly onFailed: (error: unknown) => void;
}

export interface SignIn {
  /** Lets it last its full time again from now on. */
  renew(): Promise<void>;
  /** Renews it when it has little time left. */
  renewInTime(): void;
  close(): void;
}

export function signIn({ link, meta, clock, timers, onRenewed, onFailed }: SignInPorts): SignIn {
  async function renew(): Promise<void> {
    const { expiresAt } = await link.request('renew', {});
    meta.set('expiresAt', expiresAt ?? '');
    onRenewed();
  }

  function renewInTime(): void {
    const expiresAt = meta.get('expiresAt');
    if (!link.connected || !expiresAt) return;
    if (Date.parse(expiresAt) - clock.nowMs() > RENEW_BELOW_MS) return;
    renew().catch(onFailed);
  }

  let callOff: () => void = () => undefined;
  function watch(): void {
    callOff = timers.after(RENEW_CHECK_MS, () => {
      watch();
      try {
        renewInTime();
      } catch (error) {
        onFailed(error);
      }
    });
  }
  watch();

  return { renew, renewInTime, close: () => callOff() };
}
