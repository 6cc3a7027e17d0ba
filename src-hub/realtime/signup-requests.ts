/** What desks ask about sign-ups. Full numbers leave the hub only in an export, which is noted. */
import { AppError } from '#shared/contract/errors.ts';
import { may, type Permission } from '#shared/domain/roles.ts';
import { maskedPhone } from '#shared/domain/signup/phone.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { HubServices } from '../hub.ts';
import type { DeskCall, DeskRequests } from './desk-requests.ts';

export type SignupRequestName = 'signups' | 'signupKnown' | 'signupExport' | 'removeSignup';

/** Shown at a time; an export has them all. */
const LIST = 500;

export function createSignupRequests({
  store,
  clock,
}: Pick<HubServices, 'store' | 'clock'>): Pick<DeskRequests, SignupRequestName> {
  const needs = ({ device }: DeskCall, what: Permission) => {
    if (!may(device.role, what)) throw new AppError('auth/role');
  };
  return {
    async signups({ showId }, call) {
      needs(call, 'signups');
      const signups = await store.signups.ofShow(showId, LIST);
      return {
        total: await store.signups.count(showId),
        signups: signups.map(({ id, name, phone, groupId, deviceName, consentAt }) => ({
          ...{ id, name, groupId, deviceName, at: consentAt },
          phone: maskedPhone(phone),
        })),
      };
    },
    async signupKnown(signup, call) {
      needs(call, 'signup');
      return store.signups.isKnown(signup);
    },
    async signupExport({ showId, afterId, limit }, call) {
      needs(call, 'signups');
      const page = await store.signups.after(showId, afterId, limit);
      // Before it goes out: what was noted and not taken does no harm.
      await store.signups.noteExport(showId, page.length, call.device, isoNow(clock));
      return page;
    },
    async removeSignup({ signupId }, call) {
      needs(call, 'team');
      if (!(await store.signups.remove(signupId, call.device, isoNow(clock))))
        throw new AppError('signup/not-found');
      return null;
    },
  };
}
