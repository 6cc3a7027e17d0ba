import { Play } from 'lucide-react';
import { useState } from 'react';
import { useLanguage, useWords } from '#renderer/app/i18n.ts';
import { setPreferences } from '#renderer/app/use-appearance.ts';
import { client, orpc, queryClient } from '#renderer/client/client.ts';
import { describeError } from '#renderer/client/errors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { toast } from '#renderer/ui/toast.ts';
import { ChoiceCard } from './ChoiceCard.tsx';

export function SampleChoice() {
  const t = useWords('welcome');
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  async function open() {
    setBusy(true);
    try {
      const { showId } = await client.show.openSample();
      await setPreferences({ currentShowId: showId });
      await queryClient.invalidateQueries({ queryKey: orpc.show.key() });
    } catch (error) {
      toast.error(t('failed', { reason: describeError(error, language) }));
    } finally {
      setBusy(false);
    }
  }
  return (
    <ChoiceCard
      icon={<Play size={26} strokeWidth={1.5} aria-hidden />}
      title={t('sampleTitle')}
      text={t('sampleText')}
    >
      <Button
        look="primary"
        size="lg"
        className="w-full"
        data-testid="welcome-sample"
        disabled={busy}
        onClick={open}
      >
        {t(busy ? 'sampleOpening' : 'sampleAction')}
      </Button>
    </ChoiceCard>
  );
}
