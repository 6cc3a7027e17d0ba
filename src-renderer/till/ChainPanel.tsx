import { useWords } from '../app/i18n.ts';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { ChainCheck } from './ChainCheck.tsx';
import { ChainPaste } from './ChainPaste.tsx';
import { useChainWork } from './chain-store.ts';
import { Loaded } from './Loaded.tsx';
import type { TillPlace } from './till-place.ts';
import { useTillSheet } from './use-till.ts';

/** A group's order chain (接龙), pasted, checked line by line, and made into tickets to collect. */
export function ChainPanel({ run }: TillPlace) {
  const t = useWords('till');
  const sheet = useTillSheet(run.id);
  const [work, change, clear] = useChainWork(run.id);
  return (
    <Panel aria-label={t('chain')} className="flex-1">
      <PanelHeader title={t('chain')} note={work.text === null ? t('chainPaste') : undefined} />
      {work.text === null ? (
        <ChainPaste onRead={(text) => change((now) => ({ ...now, text }))} />
      ) : (
        <Loaded query={sheet}>
          {(data) => (
            <ChainCheck
              runId={run.id}
              text={work.text ?? ''}
              sheet={data}
              work={work}
              onChange={change}
              onAgain={clear}
            />
          )}
        </Loaded>
      )}
    </Panel>
  );
}
