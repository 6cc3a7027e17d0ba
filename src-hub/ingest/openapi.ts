/** The OpenAPI document, made from the contract: what oRPC cannot know of (keys, NDJSON, error shape) is added here. */
import type { OpenAPI } from '@orpc/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { factSchemas, ingestContract, MAX_BODY_BYTES, MAX_EVENTS } from '#shared/contract/ingest.ts';
import { type ContractCall, contractCalls } from './contract-calls.ts';
import { restErrorSchema } from './rest-errors.ts';

const named = (name: string) => ({ $ref: `#/components/schemas/${name}` });

export async function openApiDocument(): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(ingestContract, {
    info: {
      title: 'Livedesk hub',
      version: '1',
      description: `Lists take at most ${MAX_EVENTS} items and ${MAX_BODY_BYTES} bytes. Times are ISO 8601 with an offset, money is whole minor units (fen, pence, cents).`,
    },
    commonSchemas: {
      ...Object.fromEntries(Object.entries(factSchemas).map(([name, schema]) => [name, { schema }])),
      Error: { schema: restErrorSchema, strategy: 'output' },
    },
  });
  document.components = {
    ...document.components,
    securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of the hub, `lk_…`' } },
    responses: {
      Error: { description: 'What went wrong', content: { 'application/json': { schema: named('Error') } } },
    },
  };
  for (const call of contractCalls()) complete(document, call);
  return document;
}

function complete(document: OpenAPI.Document, { method, path, meta }: ContractCall): void {
  const operation = document.paths?.[path]?.[method === 'GET' ? 'get' : 'post'];
  if (!operation) throw new Error(`the document lacks ${method} ${path}`);
  operation.security = meta.scope === 'open' ? [] : [{ key: [] }];
  if (meta.scope !== 'open') operation.description = `Needs a key with the scope \`${meta.scope}\`.`;
  operation.responses = { ...operation.responses, default: { $ref: '#/components/responses/Error' } };
  if (meta.listOf === null) return;
  const items = named(meta.listOf);
  operation.requestBody = {
    required: true,
    content: {
      'application/json': { schema: { type: 'array', maxItems: MAX_EVENTS, items } },
      'application/x-ndjson': { schema: items },
    },
  };
}
