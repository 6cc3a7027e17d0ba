import { useState } from 'react';
import { useWords } from '../app/i18n.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { ActLog } from './ActLog.tsx';
import { BlockedWords } from './BlockedWords.tsx';
import { CannedReplies } from './CannedReplies.tsx';
import { ReplyRules } from './ReplyRules.tsx';

type Part = 'canned' | 'rules' | 'words' | 'log';

/** Rules for comments, and what was done about them. They hold for all shows of the workspace. */
export function CommentSettings({ onClose }: { onClose: () => void }) {
  const t = useWords('comments');
  const [part, setPart] = useState<Part>('canned');
  return (
    <Dialog
      open
      onOpenChange={(stays) => !stays && onClose()}
      title={t('settings')}
      description={t('settingsText')}
      width="md"
      testId="comment-settings"
    >
      <div className="mb-3 border-b border-line pb-2">
        <Tabs
          label={t('settings')}
          value={part}
          onChange={setPart}
          tabs={(['canned', 'rules', 'words', 'log'] as const).map((value) => ({
            value,
            label: t(`part_${value}`),
          }))}
        />
      </div>
      <div className="min-h-80">
        {part === 'canned' && <CannedReplies />}
        {part === 'rules' && <ReplyRules />}
        {part === 'words' && <BlockedWords />}
        {part === 'log' && <ActLog />}
      </div>
    </Dialog>
  );
}
