import { useCallback } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { isVariable, variableWords } from './variable-words.ts';

/** A variable in words: 群名称 for `group.name`. One that nobody knows is shown as it was written. */
export function useVariableName(): (name: string) => string {
  const t = useWords('community');
  return useCallback(
    (name) => {
      if (name === '{{') return t('unclosed');
      return isVariable(name) ? t(variableWords[name]) : `{{${name}}} ${t('unknownVariable')}`;
    },
    [t],
  );
}
