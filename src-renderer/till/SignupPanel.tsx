import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useWords } from '../app/i18n.ts';
import { orpc } from '../client/client.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { AllSignups } from './AllSignups.tsx';
import { GroupCode } from './GroupCode.tsx';
import { Loaded } from './Loaded.tsx';
import { SignupForm } from './SignupForm.tsx';
import { SignupsToday } from './SignupsToday.tsx';
import type { TillPlace } from './till-place.ts';

export interface SignedUp {
  readonly name: string;
  readonly phone: string;
  /** The number had signed up before: nothing was noted. */
  readonly known: boolean;
}

/** Notes who wants into the group, with their consent, and then shows them the group's code. */
export function SignupPanel({ show, run }: TillPlace) {
  const t = useWords('till');
  const mayNotSeeAll = useMayNot('signups') !== null;
  const setUp = useQuery(orpc.till.get.queryOptions({ input: { showId: show.id } }));
  const [signedUp, setSignedUp] = useState<SignedUp | null>(null);
  const [all, setAll] = useState(false);
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_25rem] gap-2">
      <Panel aria-label={t('signup')}>
        <PanelHeader title={t('signup')} note={run.kind === 'rehearsal' ? t('signupReal') : undefined} />
        <Loaded query={setUp}>
          {({ till }) =>
            signedUp ? (
              <GroupCode till={till} signedUp={signedUp} onNext={() => setSignedUp(null)} />
            ) : till === null || till.consentText === '' ? (
              <EmptyState
                title={t('signupNoText')}
                actions={
                  <Link to="/till/setup" className="underline">
                    {t('goSetup')}
                  </Link>
                }
              >
                {t('signupNoTextHelp')}
              </EmptyState>
            ) : (
              <SignupForm showId={show.id} consentText={till.consentText} onDone={setSignedUp} />
            )
          }
        </Loaded>
      </Panel>
      <Panel aria-label={t('signupToday')}>
        <PanelHeader title={t('signupToday')}>
          {!mayNotSeeAll && (
            <Button size="sm" data-testid="signup-all" onClick={() => setAll(true)}>
              {t('signupAll')}
            </Button>
          )}
        </PanelHeader>
        <SignupsToday showId={show.id} />
      </Panel>
      {all && <AllSignups showId={show.id} onClose={() => setAll(false)} />}
    </div>
  );
}
