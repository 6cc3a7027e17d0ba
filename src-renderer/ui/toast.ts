/** Short messages at the edge of the screen. Said from anywhere; `Toaster` shows them. */
export interface ToastMessage {
  readonly id: number;
  readonly tone: 'plain' | 'error' | 'ok';
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

let messages: readonly ToastMessage[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function publish(next: readonly ToastMessage[]): void {
  messages = next;
  for (const listener of listeners) listener();
}

function say(tone: ToastMessage['tone'], text: string, action: ToastMessage['action'] = null): void {
  // The same words again (a command pressed twice) replace the older ones instead of piling up.
  const others = messages.filter((message) => message.text !== text).slice(-3);
  publish([...others, { id: ++lastId, tone, text, action }]);
}

export const toast = {
  say: (text: string, action: ToastMessage['action'] = null) => say('plain', text, action),
  ok: (text: string) => say('ok', text),
  error: (text: string, action: ToastMessage['action'] = null) => say('error', text, action),
  dismiss: (id: number) => publish(messages.filter((message) => message.id !== id)),
};

export const toastStore = {
  get: () => messages,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
