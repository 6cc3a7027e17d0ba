/** The hub that this console was started with: one of its own, or the team's that the command line names. */
import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { AppError } from '#shared/contract/errors.ts';
import type { ConsoleRepo } from '../cache/console.repo.ts';
import { joinHub } from './join-hub.ts';
import type { DeskPorts } from './ports.ts';

export interface ReachedHub {
  readonly sessionId: string;
  readonly url: string;
  readonly token: string;
  readonly own: boolean;
  close(): Promise<void>;
}

export const OWN_SESSION = 'own';

/** One cache file a hub: leaving one touches nothing of another. */
export function sessionIdOf(url: string): string {
  return createHash('sha256').update(url).digest('hex').slice(0, 16);
}

export function tokenName(url: string): string {
  return `hub-token:${url}`;
}

/** Throws what `joinHub` throws, and `auth/invite` when the team's hub is new to this console and no invite was given. */
export async function reachHub(ports: DeskPorts, own: ConsoleRepo, deviceId: string): Promise<ReachedHub> {
  if (ports.remoteHub) {
    const { url, invite } = ports.remoteHub;
    const token = await teamToken(ports, url, invite, deviceId);
    return { sessionId: sessionIdOf(url), url, token, own: false, close: async () => undefined };
  }
  const token = await ownToken(ports);
  const port = Number(own.known('own-hub-port') ?? 0);
  const hub = await ports.startOwnHub({
    ...{ dataDir: join(ports.dataDir, 'hub'), ownerToken: token, port, demo: ports.demo },
  });
  own.once('own-hub-port', () => new URL(hub.url).port);
  return { sessionId: OWN_SESSION, url: hub.url, token, own: true, close: () => hub.close() };
}

async function ownToken(ports: DeskPorts): Promise<string> {
  const known = await ports.secrets.get('own-hub-token');
  if (known !== null) return known;
  const made = randomBytes(32).toString('base64url');
  await ports.secrets.set('own-hub-token', made);
  return made;
}

async function teamToken(
  ports: DeskPorts,
  url: string,
  invite: string | null,
  deviceId: string,
): Promise<string> {
  const known = await ports.secrets.get(tokenName(url));
  if (known !== null) return known;
  if (invite === null) throw new AppError('auth/invite');
  const token = await joinHub({ url, code: invite, personName: hostname(), deviceId });
  await ports.secrets.set(tokenName(url), token);
  return token;
}
