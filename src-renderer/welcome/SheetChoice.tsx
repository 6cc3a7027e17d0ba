import { FileSpreadsheet } from 'lucide-react';
import { useWords } from '#renderer/app/i18n.ts';
import { ChooseFile } from '#renderer/sheets/ChooseFile.tsx';
import { ChoiceCard } from './ChoiceCard.tsx';

export function SheetChoice({ over, onFile }: { over: boolean; onFile: (file: File) => void }) {
  const t = useWords('welcome');
  return (
    <ChoiceCard
      icon={<FileSpreadsheet size={26} strokeWidth={1.5} aria-hidden />}
      title={over ? t('sheetDrop') : t('sheetTitle')}
      text={t('sheetText')}
      eager={over}
    >
      <ChooseFile size="lg" className="w-full" label={t('sheetAction')} onFile={onFile} />
    </ChoiceCard>
  );
}
