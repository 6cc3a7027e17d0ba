import { useWords } from '#renderer/app/i18n.ts';
import { useSync } from '#renderer/client/app-state.ts';
import { may, type Permission } from '#shared/domain/roles.ts';

/** Why the person's role keeps them from something, in words; null when it does not. The hub judges all the same. */
export function useMayNot(what: Permission): string | null {
  const t = useWords('team');
  const role = useSync((sync) => sync.role);
  if (role === undefined || may(role, what)) return null;
  return t('mayNot', { role: t(`role_${role}`) });
}
