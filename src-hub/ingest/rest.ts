/**
 * The hub's REST: every call of the ingest contract mounted on Fastify, each behind its key. Fastify reads and limits,
 * oRPC checks and answers, both by the same contract.
 */
import type { IncomingMessage } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#shared/contract/errors.ts';
import type { Scope } from '#shared/domain/roles.ts';
import type { HubServices } from '../hub.ts';
import type { HubStore, KeyRecord } from '../store/hub-store.ts';
import { type ContractCall, contractCalls } from './contract-calls.ts';
import { createIngestMetrics } from './metrics.ts';
import { openApiDocument } from './openapi.ts';
import { parseJson, parseNdjson, readBytes } from './read-body.ts';
import { orpcErrorBody, restError, toOrpcError } from './rest-errors.ts';
import { createIngestRouter, type RestContext } from './router.ts';
import { hashSecret } from './secrets.ts';

/** Marks the routes whose body may be a list as NDJSON. */
interface CallConfig {
  readonly takesList: boolean;
}

const KEY = 'livedeskKey';

/**
 * Mounts `/v1/…`, `/openapi.json` and `/metrics`, and gives the whole app its error shape: unknown paths and failures
 * answer `{"error":{code,message,issues}}` too. To be called once, before the app listens.
 */
export async function registerIngest(app: FastifyInstance, services: HubServices): Promise<void> {
  const metrics = createIngestMetrics();
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
  app.setNotFoundHandler((request, reply) => answerError(new AppError('request/not-found'), request, reply));
  app.addHook('onResponse', async (request, reply) => {
    metrics.answered(request.routeOptions.url ?? 'none', request.method, reply.statusCode);
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  // Paths that are nothing answer 404 whatever body they came with.
  app.removeAllContentTypeParsers();
  const document = await openApiDocument();
  app.get('/openapi.json', async () => document);

  await app.register(async (scope) => {
    readBodies(scope);
    scope.decorateRequest(KEY, null);
    const handler = new OpenAPIHandler<RestContext>(createIngestRouter(services, metrics, app.log), {
      interceptors: [
        async ({ next }) => {
          try {
            return await next();
          } catch (error) {
            throw toOrpcError(error, scope.log);
          }
        },
      ],
      customErrorResponseBodyEncoder: orpcErrorBody,
    });
    for (const call of contractCalls()) mount(scope, services.store, handler, call);
  });
}

function mount(
  scope: FastifyInstance,
  store: HubStore,
  handler: OpenAPIHandler<RestContext>,
  { method, path, meta }: ContractCall,
): void {
  const config: CallConfig = { takesList: meta.listOf !== null };
  scope.route({
    method,
    url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    config,
    exposeHeadRoute: false,
    // Before the body is read: whoever has no key makes the hub parse nothing.
    onRequest: async (request) => {
      if (meta.scope === 'open') return;
      request.setDecorator(KEY, await keyFor(store, request.headers.authorization, meta.scope));
    },
    handler: async (request, reply) => {
      // oRPC would read the spent stream again where there is no body.
      request.body ??= null;
      const context = { key: request.getDecorator<KeyRecord | null>(KEY), caller: request.ip };
      const { matched } = await handler.handle(request, reply, { context });
      if (!matched) throw new AppError('request/not-found');
      return reply;
    },
  });
}

/** Throws `auth/missing`, `auth/unknown` or `auth/scope`. Looked up each time: a revoked key ends at once. */
async function keyFor(store: HubStore, authorization: string | undefined, scope: Scope): Promise<KeyRecord> {
  const secret = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (secret === undefined) throw new AppError('auth/missing');
  const key = await store.access.keyByHash(hashSecret(secret));
  if (!key) throw new AppError('auth/unknown');
  if (!key.scopes.includes(scope)) throw new AppError('auth/scope', { scope });
  return key;
}

function readBodies(scope: FastifyInstance): void {
  scope.addContentTypeParser('application/json', async (_request: FastifyRequest, stream: IncomingMessage) =>
    parseJson(await readBytes(stream)),
  );
  scope.addContentTypeParser(
    'application/x-ndjson',
    async (request: FastifyRequest, stream: IncomingMessage) => {
      const bytes = await readBytes(stream);
      const { takesList } = request.routeOptions.config as unknown as CallConfig;
      if (!takesList) throw new AppError('request/invalid', { detail: 'only lists may come as NDJSON' });
      return parseNdjson(bytes);
    },
  );
  scope.addContentTypeParser('*', async (request: FastifyRequest, stream: IncomingMessage) => {
    const bytes = await readBytes(stream);
    // `curl -X POST -d ''` names a form that it does not send.
    if (bytes.length === 0) return null;
    const detail = `Content-Type must be application/json, not ${request.headers['content-type'] ?? 'absent'}`;
    throw new AppError('request/invalid', { detail });
  });
}

/** Answers a failure in the hub's one error shape; also for what Fastify turns away before any route. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, body } = restError(error, request.log);
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.status(status).send(body);
}
