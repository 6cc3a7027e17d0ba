/** One error of the table: its HTTP status, whether trying again can help, and its words. */
export type Language = 'zh' | 'en';
export type Retry = 'never' | 'later' | 'now';

export interface ErrorEntry {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 503;
  readonly retry: Retry;
  readonly zh: string;
  readonly en: string;
}

export function entry(status: ErrorEntry['status'], retry: Retry, zh: string, en: string): ErrorEntry {
  return { status, retry, zh, en };
}
