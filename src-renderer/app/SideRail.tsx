import { History, Keyboard, Languages, Moon, Sun } from 'lucide-react';
import { NavLink, useLocation } from 'react-router';
import { cx } from '../ui/class-names.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { runKeyAction } from './commands.ts';
import { useLanguage, useWords } from './i18n.ts';
import { isAt, places } from './places.ts';
import { setPreferences, usePreferences } from './use-appearance.ts';

/** The slim navigation at the left edge; language, theme and keys at its foot. */
export function SideRail() {
  const t = useWords('app');
  const language = useLanguage();
  const theme = usePreferences()?.theme ?? 'dark';
  const { pathname } = useLocation();
  return (
    <nav
      aria-label={t('navLabel')}
      className="flex w-15 shrink-0 flex-col items-center gap-1 overflow-y-auto rounded-lg border border-line bg-panel py-2"
    >
      {places.map(
        ({ to, icon: Icon, word }) =>
          Icon && (
            <NavLink
              key={to}
              to={to}
              className={cx(
                'flex w-13.5 flex-col items-center gap-0.5 rounded-md py-1.5 text-2xs tracking-tight transition-colors',
                isAt(pathname, to)
                  ? 'bg-hover font-semibold text-text'
                  : 'text-muted hover:bg-hover hover:text-text',
              )}
            >
              <Icon size={18} strokeWidth={1.75} aria-hidden />
              {t(word)}
            </NavLink>
          ),
      )}
      <div className="mt-auto flex flex-col items-center gap-1">
        <IconButton
          label={t('keyActs')}
          data-testid="acts-open"
          onClick={() => runKeyAction({ type: 'acts' })}
        >
          <History size={17} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <IconButton label={t('keys')} onClick={() => runKeyAction({ type: 'keys' })}>
          <Keyboard size={17} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <IconButton
          label={language === 'zh' ? t('toEnglish') : t('toChinese')}
          data-testid="language-switch"
          onClick={() => void setPreferences({ language: language === 'zh' ? 'en' : 'zh' })}
        >
          <Languages size={17} strokeWidth={1.75} aria-hidden />
        </IconButton>
        <IconButton
          label={theme === 'dark' ? t('toLight') : t('toDark')}
          data-testid="theme-switch"
          onClick={() => void setPreferences({ theme: theme === 'dark' ? 'light' : 'dark' })}
        >
          {theme === 'dark' ? (
            <Sun size={17} strokeWidth={1.75} aria-hidden />
          ) : (
            <Moon size={17} strokeWidth={1.75} aria-hidden />
          )}
        </IconButton>
      </div>
    </nav>
  );
}
