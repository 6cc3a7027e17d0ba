/** Where this console's hub is and how it proves itself: a hub of its own, or the team's by invite. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, isErrorCode } from '#shared/contract/errors.ts';
import type { ConsoleRepo } from '../cache/console.repo.ts';
import type { DeskPorts } from './ports.ts';

export interface ReachedHub {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

const joinAnswerSchema = z.object({ token: z.string().min(1) });
const errorAnswerSchema = z.object({ error: z.object({ code: z.string() }) });

/** Throws `AppError`: `auth/invite` for a code that is not good, `hub/away` when the team's hub does not answer. */
export async function reachHub(ports: DeskPorts, own: ConsoleRepo, deviceId: string): Promise<ReachedHub> {
  if (ports.remoteHub) {
    const { url, invite } = ports.remoteHub;
    return { url, token: await teamToken(ports, url, invite, deviceId), close: async () => undefined };
  }
  const token = await ownToken(ports);
  const port = Number(own.known('own-hub-port') ?? 0);
  const hub = await ports.startOwnHub({ dataDir: join(ports.dataDir, 'hub'), ownerToken: token, port });
  own.once('own-hub-port', () => new URL(hub.url).port);
  return { url: hub.url, token, close: () => hub.close() };
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
  const name = `hub-token:${url}`;
  const known = await ports.secrets.get(name);
  if (known !== null) return known;
  if (invite === null) throw new AppError('auth/invite');
  const response = await fetch(new URL('/v1/join', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: invite, personName: hostname(), deviceId }),
  }).catch(() => {
    throw new AppError('hub/away');
  });
  const body: unknown = await response.json().catch(() => null);
  const joined = joinAnswerSchema.safeParse(body);
  if (!response.ok || !joined.success) {
    const code = errorAnswerSchema.safeParse(body).data?.error.code ?? '';
    throw new AppError(isErrorCode(code) ? code : 'hub/away');
  }
  await ports.secrets.set(name, joined.data.token);
  return joined.data.token;
}
