import fc from 'fast-check';
import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser';
import { expect, test } from 'vitest';
import { frameParser } from './frame-encoder.ts';
import { RawJson } from './raw-json.ts';

function received(frames: unknown[]): Packet {
  const decoder = new Decoder();
  let packet: Packet | undefined;
  decoder.on('decoded', (one) => {
    packet = one;
  });
  for (const frame of frames) decoder.add(frame);
  return packet as Packet;
}

/** The same value with some parts as text already. */
const anyData = fc
  .jsonValue()
  .chain((value) =>
    fc.constantFrom<unknown>(
      value,
      new RawJson(JSON.stringify(value)),
      { ok: true, value },
      { ok: true, value: new RawJson(JSON.stringify(value)) },
      { ok: false, error: { code: 'x', params: {} } },
      undefined,
    ),
  );

test('a desk receives what the usual encoder sends', () => {
  fc.assert(
    fc.property(anyData, fc.constantFrom(PacketType.EVENT, PacketType.ACK), fc.nat(), (data, type, id) => {
      const packet = {
        nsp: '/',
        ...(type === PacketType.ACK ? { type, id, data: [data] } : { type, data: ['changes', data] }),
      };
      const ours = received(new frameParser.Encoder().encode(packet));
      expect(ours).toEqual(received(new Encoder().encode(packet)));
    }),
  );
});

test('what is no event or answer goes the usual way', () => {
  const error = { type: PacketType.CONNECT_ERROR, nsp: '/', data: { message: 'auth/unknown' } };
  expect(new frameParser.Encoder().encode(error)).toEqual(new Encoder().encode(error));
});
