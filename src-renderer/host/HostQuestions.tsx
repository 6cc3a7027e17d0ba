import type { HostFrame } from '#shared/contract/host.ts';
import { useWords } from '../app/i18n.ts';
import { SayButton } from './SayButton.tsx';

export function HostQuestions({ questions }: Pick<HostFrame, 'questions'>) {
  const t = useWords('host');
  return (
    <section
      aria-label={t('questions')}
      data-testid="host-questions"
      className="flex min-h-24 flex-col lg:min-h-0 lg:flex-1 rounded-lg border border-line bg-panel p-3"
    >
      <h2 className="text-sm font-semibold text-muted">{t('questions')}</h2>
      {questions.length === 0 ? (
        <p className="mt-1 text-muted">{t('questionsNone')}</p>
      ) : (
        <ul className="mt-1 divide-y divide-line lg:min-h-0 lg:flex-1 lg:overflow-y-auto">
          {questions.map(({ id, text, userName }) => (
            <li key={id} className="flex items-center gap-3 py-2">
              <p className="min-w-0 flex-1 text-[clamp(1.1rem,2vw,1.5rem)] leading-snug break-words">
                {userName !== '' && <span className="mr-2 text-muted">{userName}</span>}
                {text}
              </p>
              <SayButton say={(client) => client.host.answered({ questionId: id })}>
                {t('answered')}
              </SayButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
