/** A breaking change of what crosses a boundary shows in review: the schemas of both contracts, as JSON Schema. */
import {
  type AnyContractProcedure,
  getEventIteratorSchemaDetails,
  isContractProcedure,
} from '@orpc/contract';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { deskContract } from './desk.ts';
import { hubEvents, hubRequests, PROTOCOL_VERSION } from './hub.ts';

interface Call {
  readonly name: string;
  readonly procedure: AnyContractProcedure;
}

function callsOf(router: object, path: readonly string[] = []): Call[] {
  return Object.entries(router).flatMap(([key, value]: [string, unknown]) => {
    const name = [...path, key];
    if (isContractProcedure(value)) return [{ name: name.join('.'), procedure: value }];
    return callsOf(value as object, name);
  });
}

/** As it stands on the wire: what is sent, before any transform. */
function shape(schema: unknown): unknown {
  if (schema === undefined) return null;
  const stream = getEventIteratorSchemaDetails(schema as z.ZodType);
  if (stream) return { streamOf: shape(stream.yields) };
  return z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' });
}

const calls = callsOf(deskContract);

describe('the contract between screen and desk', () => {
  test.each(calls)('$name is as agreed', async ({ name, procedure }) => {
    const { inputSchema, outputSchema } = procedure['~orpc'];
    const agreed = { input: shape(inputSchema), output: shape(outputSchema) };
    await expect(`${JSON.stringify(agreed, null, 1)}\n`).toMatchFileSnapshot(
      `./__snapshots__/desk/${name}.json.snap`,
    );
  });

  test('calls are singular noun.verb, and every one says what it answers', () => {
    for (const { name, procedure } of calls) {
      expect(name).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
      expect(procedure['~orpc'].outputSchema, name).toBeDefined();
    }
    expect(calls.map((call) => call.name).sort()).toMatchSnapshot();
  });
});

describe('the contract between desk and hub', () => {
  test('the protocol is version 2: another shape needs another version', () => {
    expect(PROTOCOL_VERSION).toBe(2);
  });

  test.each(Object.entries(hubRequests))('%s is as agreed', async (name, { input, answer }) => {
    const agreed = { input: shape(input), answer: shape(answer) };
    await expect(`${JSON.stringify(agreed, null, 1)}\n`).toMatchFileSnapshot(
      `./__snapshots__/hub/${name}.json.snap`,
    );
  });

  test.each(Object.entries(hubEvents))('event %s is as agreed', async (name, schema) => {
    await expect(`${JSON.stringify(shape(schema), null, 1)}\n`).toMatchFileSnapshot(
      `./__snapshots__/hub/event-${name}.json.snap`,
    );
  });
});
