import type { ReactNode } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { PinSection } from '#renderer/price/PinSection.tsx';
import { PolicySection } from '#renderer/price/PolicySection.tsx';
import { KeysSection } from '#renderer/safety/KeysSection.tsx';
import { LockSection } from '#renderer/safety/LockSection.tsx';
import { PlatformSection } from '../push/PlatformSection.tsx';
import { AboutSection } from './AboutSection.tsx';
import { HubSection } from './HubSection.tsx';
import { LooksSection } from './LooksSection.tsx';
import { OrdersSection } from './OrdersSection.tsx';

export function SettingsScreen() {
  const t = useWords('settings');
  return (
    <main className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[64rem] flex-col gap-2 pb-4">
        <h1 className="px-1 pt-1 text-lg font-semibold">{t('settings')}</h1>
        <div className="grid grid-cols-2 items-start gap-2">
          <Column>
            <LooksSection />
            <LockSection />
            <PinSection />
            <PolicySection />
            <PlatformSection />
            <HubSection />
          </Column>
          <Column>
            <KeysSection />
            <OrdersSection />
            <AboutSection />
          </Column>
        </div>
      </div>
    </main>
  );
}

function Column({ children }: { children: ReactNode }) {
  return <div className="flex min-w-0 flex-col gap-2">{children}</div>;
}
