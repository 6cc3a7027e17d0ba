/** Every step from an empty file to today's tables, oldest first. Steps are added, never changed. */
import type { Migration } from '../open.ts';
import { console0010 } from './0010-console.ts';
import { session0010 } from './0010-session.ts';
import { console0020 } from './0020-joined-hubs.ts';
import { session0020 } from './0020-session.ts';
import { session0040 } from './0040-session.ts';
import { session0050 } from './0050-session.ts';
import { session0060 } from './0060-session.ts';
import { session0080 } from './0080-session.ts';

/** Of `desk.db`: the console's own settings. */
export const consoleMigrations: readonly Migration[] = [console0010, console0020];

/** Of `sessions/*.db`: the cache and outbox of one hub. */
export const sessionMigrations: readonly Migration[] = [
  session0010,
  session0020,
  session0040,
  session0050,
  session0060,
  session0080,
];
