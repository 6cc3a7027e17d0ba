import { type ReactNode, useState } from 'react';
import { useWords } from '../app/i18n.ts';
import { type HostClient, tell } from './host-wire.ts';

/** A large button that tells the desk something, and says so where it did not get through. */
export function SayButton({
  say,
  children,
  disabled = false,
}: {
  say: (client: HostClient) => Promise<unknown>;
  children: ReactNode;
  disabled?: boolean;
}) {
  const t = useWords('host');
  const [failed, setFailed] = useState(false);
  return (
    <span className="flex flex-col">
      <button
        type="button"
        disabled={disabled}
        onClick={() =>
          tell(say).then(
            () => setFailed(false),
            () => setFailed(true),
          )
        }
        className="min-h-12 rounded-lg border border-line-strong bg-raised px-5 text-lg font-semibold hover:bg-hover disabled:border-line disabled:text-muted"
      >
        {children}
      </button>
      {failed && (
        <span role="alert" className="mt-1 text-sm text-warn">
          {t('askFailed')}
        </span>
      )}
    </span>
  );
}
