/**
 * socket.io's text protocol for a hub that sends no binary data: nothing is searched for it, and JSON that is text
 * already goes into the frame as it is. What desks receive is what the usual encoder would have sent.
 */
import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser';
import { RawJson } from './raw-json.ts';

class FrameEncoder extends Encoder {
  override encode(packet: Packet): string[] {
    const { type, nsp, id, data } = packet;
    if ((type !== PacketType.EVENT && type !== PacketType.ACK) || nsp !== '/' || !Array.isArray(data))
      return super.encode(packet);
    return [`${type}${id ?? ''}[${data.map(textOf).join(',')}]`];
  }
}

/** For socket.io's `parser` option. */
export const frameParser = { Encoder: FrameEncoder, Decoder };

function textOf(part: unknown): string {
  if (part instanceof RawJson) return part.text;
  if (isAnswer(part) && part.value instanceof RawJson) return `{"ok":true,"value":${part.value.text}}`;
  return JSON.stringify(part) ?? 'null';
}

function isAnswer(part: unknown): part is { ok: true; value: unknown } {
  return typeof part === 'object' && part !== null && 'value' in part && 'ok' in part && part.ok === true;
}
