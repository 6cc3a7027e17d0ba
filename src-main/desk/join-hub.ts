/** Joining a team's hub with an invite: asks it for this device's token. */
import { hostname } from 'node:os';
import { z } from 'zod';
import { AppError, isErrorCode } from '#shared/contract/errors.ts';
import { PROTOCOL_VERSION } from '#shared/contract/hub.ts';

export interface JoinOrder {
  readonly url: string;
  readonly code: string;
  readonly personName: string;
  readonly deviceId: string;
}

const joinAnswerSchema = z.object({ token: z.string().min(1), workspaceId: z.string() });
const errorAnswerSchema = z.object({ error: z.object({ code: z.string() }) });
const ANSWER_MS = 8000;

/**
 * Answers the token. Throws `AppError`: `auth/invite…` for a code that is not good, `hub/unreachable`,
 * `hub/not-livedesk`, `hub/protocol`, `request/too-many`.
 */
export async function joinHub({ url, code, personName, deviceId }: JoinOrder): Promise<string> {
  const response = await fetch(new URL('/v1/join', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, personName, deviceId, deviceName: hostname(), protocol: PROTOCOL_VERSION }),
    signal: AbortSignal.timeout(ANSWER_MS),
    redirect: 'error',
  }).catch(() => {
    throw new AppError('hub/unreachable');
  });
  const body: unknown = await response.json().catch(() => null);
  const joined = joinAnswerSchema.safeParse(body);
  if (response.ok && joined.success) return joined.data.token;
  const refusal = errorAnswerSchema.safeParse(body).data?.error.code;
  throw new AppError(refusal !== undefined && isErrorCode(refusal) ? refusal : 'hub/not-livedesk');
}
