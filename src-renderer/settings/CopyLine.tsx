import { Check, Copy } from 'lucide-react';
import { Fragment, useEffect, useState } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { copyText } from '#renderer/ui/copy-text.ts';
import { IconButton } from '#renderer/ui/IconButton.tsx';

const SHOWN_MS = 1600;

/** Something to take along by one press, such as an address or a command. */
export function CopyLine({ text }: { text: string }) {
  const t = useWords('settings');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <div className="flex items-center gap-1 rounded-md border border-line bg-bg py-0.5 pr-0.5 pl-2.5">
      <code className="min-w-0 flex-1 break-words font-mono text-xs">
        {text.split(' ').map((word, at) => (
          <Fragment key={word}>
            {at > 0 && ' '}
            <span className="whitespace-nowrap">{word}</span>
          </Fragment>
        ))}
      </code>
      <IconButton label={t(copied ? 'copied' : 'copy')} onClick={() => setCopied(copyText(text))}>
        {copied ? <Check size={14} className="text-ok" aria-hidden /> : <Copy size={14} aria-hidden />}
      </IconButton>
    </div>
  );
}
