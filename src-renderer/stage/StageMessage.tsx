import { type KeyboardEvent, useState } from 'react';
import { type HostViewState, MAX_MESSAGE_CHARS } from '#shared/contract/host.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { TextInput } from '../ui/TextInput.tsx';

/** One line to the host, and whether it was seen. */
export function StageMessage({ message }: { message: NonNullable<HostViewState['open']>['message'] }) {
  const t = useWords('stage');
  const act = useAct();
  const [text, setText] = useState('');
  async function send() {
    if (text.trim() === '') return;
    if (await act(() => client.host.message({ text }))) setText('');
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  }
  return (
    <div className="flex min-w-56 flex-1 items-center gap-2">
      <TextInput
        value={text}
        maxLength={MAX_MESSAGE_CHARS}
        aria-label={t('message')}
        placeholder={t('message')}
        title={t('messageHint', { max: MAX_MESSAGE_CHARS })}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-7"
      />
      {message && text === '' ? (
        <>
          <span className="min-w-0 max-w-72 truncate text-sm" title={message.text}>
            {message.text}
          </span>
          <span className="shrink-0 text-xs text-muted">
            {t(message.acknowledgedAt === null ? 'waiting' : 'acknowledged')}
          </span>
          <Button size="sm" onClick={() => void act(() => client.host.message({ text: '' }))}>
            {t('takeBack')}
          </Button>
        </>
      ) : (
        <Button size="sm" disabled={text.trim() === ''} onClick={() => void send()}>
          {t('send')}
        </Button>
      )}
    </div>
  );
}
