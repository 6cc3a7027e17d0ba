import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { Toast } from 'radix-ui';
import { useSyncExternalStore } from 'react';
import { Button } from './Button.tsx';
import { cx } from './class-names.ts';
import { type ToastMessage, toast, toastStore } from './toast.ts';
import { useUiWords } from './use-ui-words.ts';

/** Radix toasts instead of sonner: sonner writes a `<style>` without a nonce as soon as it is imported. */
export function Toaster() {
  const t = useUiWords();
  const messages = useSyncExternalStore(toastStore.subscribe, toastStore.get);
  return (
    <Toast.Provider label={t('notifications')} duration={7000} swipeDirection="right">
      {messages.map((message) => (
        <ToastCard key={message.id} message={message} closeLabel={t('close')} />
      ))}
      {/* As wide as the live screen's last column: no message lies over a button that fires. */}
      <Toast.Viewport className="fixed right-3 bottom-3 z-70 flex w-[clamp(20rem,20vw,32rem)] max-w-[calc(100%-1.5rem)] flex-col gap-2 outline-none" />
    </Toast.Provider>
  );
}

function ToastCard({ message, closeLabel }: { message: ToastMessage; closeLabel: string }) {
  const { id, tone, text, action } = message;
  return (
    <Toast.Root
      type={tone === 'error' ? 'foreground' : 'background'}
      onOpenChange={(open) => {
        if (!open) toast.dismiss(id);
      }}
      className={cx(
        'enter flex items-start gap-2.5 rounded-lg border bg-raised py-2.5 pr-2 pl-3 text-sm shadow-xl',
        tone === 'error' ? 'border-live' : 'border-line-strong',
      )}
    >
      {tone === 'error' && <CircleAlert size={16} className="mt-0.5 shrink-0 text-live" aria-hidden />}
      {tone === 'ok' && <CircleCheck size={16} className="mt-0.5 shrink-0 text-ok" aria-hidden />}
      <Toast.Description className="min-w-0 flex-1">{text}</Toast.Description>
      {action && (
        <Toast.Action asChild altText={action.label}>
          <Button size="sm" onClick={action.run}>
            {action.label}
          </Button>
        </Toast.Action>
      )}
      <Toast.Close
        aria-label={closeLabel}
        className="grid size-5 shrink-0 place-items-center rounded text-muted hover:bg-hover hover:text-text"
      >
        <X size={14} aria-hidden />
      </Toast.Close>
    </Toast.Root>
  );
}
