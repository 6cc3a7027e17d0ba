import { randomBytes } from 'node:crypto';
import { AppError } from '#shared/contract/errors.ts';
import { SIGNUP_PAGE } from '#shared/contract/hub.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import { maskedPhone, normalPhone } from '#shared/domain/signup/phone.ts';
import type { Signup } from '#shared/domain/signup/signup.schema.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { SignupId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import { localDay } from './local-day.ts';
import type { DeskImplementer } from './router.ts';
import { signupCsv } from './signup-csv.ts';

export function signupRouter(os: DeskImplementer, desk: DeskParts) {
  const { documents, mutate, ports, session, till } = desk;
  return {
    signup: {
      add: os.signup.add.handler(async ({ input: { showId, name, phone: typed } }) => {
        const phone = normalPhone(typed);
        if (phone === null) throw new AppError('signup/phone');
        const setUp = await documents.view.get('till', showId);
        // Nobody can have agreed to a text that is not there.
        if (!setUp || setUp.consentText === '') throw new AppError('signup/no-consent-text');
        const { groupId, consentText } = setUp;
        if (await isKnown(desk, { showId, groupId, phone }))
          return { signupId: null, phone: maskedPhone(phone) };
        const id = ports.ids.next() as SignupId;
        await mutate('signup.add', {
          ...{ id, showId, name, phone, groupId, consentText },
          ...{ deviceId: till.deviceId, deviceName: till.deviceName },
          nonce: randomBytes(16).toString('hex'),
        });
        return { signupId: id, phone: maskedPhone(phone) };
      }),
      today: os.signup.today.handler(async ({ input }) => {
        const today = localDay(isoNow(ports.clock));
        return till.signups.ofShow(input.showId).filter(({ at }) => localDay(at) === today);
      }),
      list: os.signup.list.handler(async ({ input }) => session.request('signups', input)),
      export: os.signup.export.handler(async ({ input: { showId } }) => {
        const show = await documents.view.get('show', showId);
        if (!show) throw new AppError('show/not-found');
        const signups = await exported(desk, showId);
        const groups = await documents.view.list('group', WORKSPACE);
        const names = new Map(groups.map((group) => [group.id as string, group.name]));
        const day = localDay(isoNow(ports.clock));
        const fileName = `${show.title}-报名-${day}.csv`.replaceAll(/[\\/:*?"<>|\s]+/g, '_');
        return { fileName, csv: signupCsv(signups, names), count: signups.length };
      }),
      remove: os.signup.remove.handler(async ({ input: { signupId } }) => {
        await session.request('removeSignup', { signupId });
        till.signups.remove(signupId);
        return {};
      }),
    },
  };
}

/** Only a hub in reach can tell; away, it takes the same number once all the same. */
async function isKnown(
  { session }: DeskParts,
  signup: Pick<Signup, 'showId' | 'groupId' | 'phone'>,
): Promise<boolean> {
  if (session.state().hub !== 'online') return false;
  try {
    return await session.request('signupKnown', signup);
  } catch (error) {
    if (error instanceof AppError && error.code === 'hub/away') return false;
    throw error;
  }
}

async function exported({ session }: DeskParts, showId: string): Promise<Signup[]> {
  const all: Signup[] = [];
  for (;;) {
    const afterId = all.at(-1)?.id ?? '';
    const page = await session.request('signupExport', { showId, afterId, limit: SIGNUP_PAGE });
    all.push(...page);
    if (page.length < SIGNUP_PAGE) return all.sort((a, b) => (a.consentAt < b.consentAt ? -1 : 1));
  }
}
