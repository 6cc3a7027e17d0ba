/** The main process's end of a port, and what crosses: strings, bytes and JSON, by tags. No structured clone. */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';

export type Parcel = { readonly json: string } | { readonly bytes: string };

export function pack(value: unknown): Parcel {
  if (value instanceof ArrayBuffer) return { bytes: Buffer.from(value).toString('base64') };
  if (ArrayBuffer.isView(value)) {
    return { bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  }
  return { json: JSON.stringify(value ?? null) };
}

export function unpack(parcel: Parcel): unknown {
  return 'json' in parcel ? JSON.parse(parcel.json) : new Uint8Array(Buffer.from(parcel.bytes, 'base64'));
}

export interface PortLine {
  send(parcel: Parcel): void;
  closed(): void;
}

export class BridgedPort
  extends EventEmitter
  implements Pick<Electron.MessagePortMain, 'postMessage' | 'start' | 'close'>
{
  readonly #line: PortLine;
  #held: unknown[] | null = [];
  #open = true;

  constructor(line: PortLine) {
    super();
    this.#line = line;
  }

  postMessage(message: unknown, transfer: unknown[] = []): void {
    if (transfer.length > 0) throw new Error('the stand-in hands no ports on');
    if (this.#open) this.#line.send(pack(message));
  }

  /** As in Electron, nothing is heard before this. */
  start(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const data of held) this.emit('message', { data, ports: [] });
  }

  close(): void {
    if (!this.#open) return;
    this.#line.closed();
    this.end();
  }

  receive(parcel: Parcel): void {
    const data = unpack(parcel);
    if (this.#held) this.#held.push(data);
    else this.emit('message', { data, ports: [] });
  }

  /** The other end is gone. */
  end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.emit('close');
  }
}
