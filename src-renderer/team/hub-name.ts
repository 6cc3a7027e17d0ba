import type { Say } from '#renderer/app/i18n.ts';
import type { SessionInfo } from '#shared/contract/desk.ts';

/** How a hub is called on the screen: the own one by what it is, others by host and port. */
export function hubName(t: Say<'team'>, session: Pick<SessionInfo, 'own' | 'hubUrl'>): string {
  return session.own ? t('ownHub') : (URL.parse(session.hubUrl)?.host ?? session.hubUrl);
}

/** A person's name; who has only ever had a hub of their own never gave one. */
export function personLabel(t: Say<'team'>, personName: string): string {
  return personName === 'owner' || personName === '' ? t('ownPerson') : personName;
}
