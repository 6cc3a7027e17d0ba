import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useWords } from '#renderer/app/i18n.ts';
import { ShowDialog } from '#renderer/app/ShowDialog.tsx';
import { handOver } from '#renderer/sheets/file-handoff.ts';
import { useFileDrop } from '#renderer/sheets/use-file-drop.ts';
import { MayNotNote } from '#renderer/team/MayNotNote.tsx';
import { useMayNot } from '#renderer/team/use-may.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { OrdersHint } from './OrdersHint.tsx';
import { SampleChoice } from './SampleChoice.tsx';
import { SheetChoice } from './SheetChoice.tsx';
import { WhatItIs } from './WhatItIs.tsx';

/** The first look: what this is, and three ways to begin. */
export function WelcomeScreen() {
  const t = useWords('welcome');
  const navigate = useNavigate();
  const mayNot = useMayNot('show');
  const [making, setMaking] = useState(false);
  const bring = (file: File) => {
    if (mayNot !== null) return;
    handOver(file);
    navigate('/import/products');
  };
  const over = useFileDrop(bring);
  return (
    <main className="grid min-h-0 flex-1 overflow-y-auto rounded-lg border border-line bg-panel">
      <div className="m-auto flex w-[64rem] max-w-full flex-col gap-6 px-6 py-6">
        <div className="text-center">
          <h1 className="text-2xl font-semibold">Livedesk · {t('heading')}</h1>
          <p className="mx-auto mt-1.5 max-w-[46rem] text-base text-muted">{t('lead')}</p>
        </div>
        <WhatItIs />
        <MayNotNote mayNot={mayNot} className="text-center" />
        <fieldset disabled={mayNot !== null} className="grid grid-cols-2 gap-3">
          <SampleChoice />
          <SheetChoice over={over} onFile={bring} />
        </fieldset>
        <fieldset disabled={mayNot !== null} className="flex flex-col items-center gap-4">
          <Button look="quiet" data-testid="welcome-empty" onClick={() => setMaking(true)}>
            {t('emptyTitle')}
          </Button>
          <OrdersHint />
        </fieldset>
      </div>
      {making && <ShowDialog show={null} onClose={() => setMaking(false)} />}
    </main>
  );
}
