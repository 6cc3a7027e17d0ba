/** Errors as an integrator sees them: always one shape, with a code of the table and never a stack, SQL or path. */
import { ORPCError } from '@orpc/server';
import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';
import { AppError, errorTable, isErrorCode } from '#shared/contract/errors.ts';
import { StoreFailure } from '../store/store-failure.ts';

export const restErrorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    issues: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })),
  }),
});
export type RestErrorBody = z.infer<typeof restErrorSchema>;
type Issues = RestErrorBody['error']['issues'];

export interface RestError {
  readonly status: number;
  readonly body: RestErrorBody;
}

/** Turns whatever was thrown into an answer; what nobody expected is logged, and only named to the caller. */
export function restError(error: unknown, log: FastifyBaseLogger): RestError {
  if (error instanceof AppError) return fromApp(error);
  if (error instanceof ORPCError && isErrorCode(error.code))
    return { status: error.status, body: orpcErrorBody(error) };
  if (error instanceof ORPCError && error.status < 500) return fromApp(...invalidInput(error));
  const fault = faultOfRequest(error);
  if (fault) return fromApp(fault);
  log.error(safeToLog(error), 'request failed');
  return fromApp(new AppError(error instanceof StoreFailure ? 'hub/storage' : 'app/unexpected'));
}

/** The same error on its way through oRPC, which carries the status and, in `data`, the issues. */
export function toOrpcError(error: unknown, log: FastifyBaseLogger): ORPCError<string, { issues: Issues }> {
  const { status, body } = restError(error, log);
  const { code, message, issues } = body.error;
  return new ORPCError(code, { status, message, data: { issues } });
}

export function orpcErrorBody(error: ORPCError<string, unknown>): RestErrorBody {
  const data = error.data as { issues?: Issues } | undefined;
  return { error: { code: error.code, message: error.message, issues: data?.issues ?? [] } };
}

function fromApp(error: AppError, issues: Issues = []): RestError {
  const { code, message } = error;
  return { status: errorTable[code].status, body: { error: { code, message, issues } } };
}

/** What the contract's schema says of an input: its issues, the first of them in the message too. */
function invalidInput(error: ORPCError<string, unknown>): [AppError, Issues] {
  const issues = zodIssues(error.data);
  const [first] = issues;
  const detail = first ? `${first.path.join('.') || 'body'}: ${first.message}` : 'the body cannot be read';
  return [new AppError('request/invalid', { detail }), issues];
}

const issuesSchema = z.object({
  issues: z.array(z.object({ path: z.array(z.unknown()).default([]), message: z.string() })),
});

function zodIssues(data: unknown): Issues {
  const parsed = issuesSchema.safeParse(data);
  if (!parsed.success) return [];
  return parsed.data.issues.map(({ path, message }) => ({
    path: path.map((step) => (typeof step === 'number' ? step : String(step))),
    message,
  }));
}

/** Fastify's own complaints about a request, such as a body cut short. */
function faultOfRequest(error: unknown): AppError | null {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number')
    return null;
  if (error.statusCode === 413) return new AppError('request/too-large');
  if (error.statusCode >= 400 && error.statusCode < 500)
    return new AppError('request/invalid', { detail: error.message });
  return null;
}

/** Message and stack alone: an error's other fields may hold the request with its key. */
function safeToLog(error: unknown): { error: string; stack: string | undefined } {
  return error instanceof Error
    ? { error: error.message, stack: error.stack }
    : { error: String(error), stack: undefined };
}
