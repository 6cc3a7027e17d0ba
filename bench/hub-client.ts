/** The least that a shop's backend would use to send orders: one kept connection, one request at a time. */
import { Agent, request } from 'node:http';
import { type IngestResult, ingestResultSchema } from '#shared/contract/ingest.ts';

export class HubClient {
  readonly #url: string;
  readonly #key: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor({ url, key }: { url: string; key: string }) {
    this.#url = url;
    this.#key = key;
  }

  async createShow(title: string): Promise<string> {
    const show = await this.send<{ id: string }>(
      'POST',
      '/v1/shows',
      JSON.stringify({ title, currency: 'CNY' }),
    );
    return show.id;
  }

  /** Throws when not all `count` orders were accepted. */
  async ingest(showId: string, body: Buffer, count: number): Promise<IngestResult> {
    const result = ingestResultSchema.parse(await this.send('POST', `/v1/shows/${showId}/orders`, body));
    if (result.accepted !== count) throw new Error(`a batch was not accepted: ${JSON.stringify(result)}`);
    return result;
  }

  /** Throws what the hub says when it is not 200. */
  send<T>(
    method: string,
    path: string,
    body?: string | Buffer,
    more: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    const headers = {
      ...more,
      authorization: `Bearer ${this.#key}`,
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(this.#url + path, { method, headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (response.statusCode === 200) resolve(JSON.parse(text) as T);
          else reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
