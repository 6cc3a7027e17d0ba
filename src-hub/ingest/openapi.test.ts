import { expect, test } from 'vitest';
import { contractCalls } from './contract-calls.ts';
import { openApiDocument } from './openapi.ts';

test('the OpenAPI document is as agreed: a change of it shows in review', async () => {
  const document = await openApiDocument();
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('./openapi.json.snap');
});

test('every call says which key it needs, and every error has the one shape', async () => {
  const document = await openApiDocument();
  for (const { method, path, meta } of contractCalls()) {
    const operation = document.paths?.[path]?.[method === 'GET' ? 'get' : 'post'];
    expect(operation?.security, path).toEqual(meta.scope === 'open' ? [] : [{ key: [] }]);
    expect(operation?.responses?.['default'], path).toEqual({ $ref: '#/components/responses/Error' });
  }
});

test('lists are told with the schema of their items, as JSON and as NDJSON', async () => {
  const document = await openApiDocument();
  const body = document.paths?.['/v1/shows/{showId}/orders']?.post?.requestBody;
  const item = { $ref: '#/components/schemas/OrderEvent' };
  expect(body).toMatchObject({
    content: {
      'application/json': { schema: { type: 'array', maxItems: 1000, items: item } },
      'application/x-ndjson': { schema: item },
    },
  });
  expect(document.components?.schemas?.['OrderEvent']).toMatchObject({
    required: ['eventId', 'orderId', 'kind', 'amountFen', 'at'],
  });
});
