/**
 * Copies text by the browser's own copy command, on behalf of a press. The asynchronous clipboard would need a
 * permission, and the desktop host grants none.
 */
export function copyText(text: string): boolean {
  let copied = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    copied = event.clipboardData !== null;
  };
  document.addEventListener('copy', fill, { once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', fill);
  return copied;
}
