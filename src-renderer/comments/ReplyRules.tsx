import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReplyRule } from '#shared/domain/comment/reply-rule.schema.ts';
import { useWords } from '../app/i18n.ts';
import { client, orpc } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { PolicyFields } from './PolicyFields.tsx';
import { RuleForm } from './RuleForm.tsx';

/** What is answered by itself: rules, and how much of it at most. */
export function ReplyRules() {
  const t = useWords('comments');
  const act = useAct();
  const mayNot = useMayNot('comment');
  const rules = useQuery(orpc.comment.rules.queryOptions()).data;
  const [edited, setEdited] = useState<ReplyRule | null>(null);
  if (!rules) return <Spinner />;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-xs text-muted">{t('rulesText')}</p>
      <PolicyFields key={JSON.stringify(rules.policy)} policy={rules.policy} disabled={mayNot !== null} />
      <div className="grid gap-4 sm:grid-cols-2">
        {rules.rules.length === 0 ? (
          <EmptyState title={null}>{t('rulesNone')}</EmptyState>
        ) : (
          <ul className="divide-y divide-line" aria-label={t('part_rules')}>
            {rules.rules.map((rule) => {
              const { updatedAt: _, updatedBy: __, ...input } = rule;
              return (
                <li key={rule.id} className="py-1.5">
                  <p className="flex items-center gap-1">
                    <span className="min-w-0 flex-1 truncate font-semibold">{rule.name}</span>
                    {rules.pendingIds.includes(rule.id) && (
                      <span className="text-2xs text-muted">{t('pending')}</span>
                    )}
                    <Checkbox
                      label={t('ruleActive')}
                      aria-label={`${t('ruleActive')}: ${rule.name}`}
                      checked={rule.active}
                      disabled={mayNot !== null}
                      onChange={() =>
                        void act(() => client.comment.saveRule({ ...input, active: !rule.active }))
                      }
                    />
                  </p>
                  <p className="text-xs break-words text-muted">{rule.keywords.join('、')}</p>
                  <p className="text-xs break-words">{rule.lines.join(' / ')}</p>
                  {mayNot === null && (
                    <p>
                      <Button
                        size="sm"
                        look="quiet"
                        aria-label={`${t('edit')}: ${rule.name}`}
                        onClick={() => setEdited(rule)}
                      >
                        {t('edit')}
                      </Button>
                      <Button
                        size="sm"
                        look="quiet"
                        aria-label={`${t('remove')}: ${rule.name}`}
                        onClick={() => void act(() => client.comment.removeRule({ replyRuleId: rule.id }))}
                      >
                        {t('remove')}
                      </Button>
                    </p>
                  )}
                </li>
              );
            })}
          </ul>
        )}
        <RuleForm
          key={edited?.id ?? 'new'}
          rule={edited}
          disabled={mayNot !== null}
          onDone={() => setEdited(null)}
        />
      </div>
    </div>
  );
}
