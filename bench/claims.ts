/**
 * A rush on one drop: 20,000 claims over 200 connections on a quota of 1,000, by REST against a hub in a process of its
 * own. Beside it, the writes that these claims came to, as bare SQLite transactions with the same durability: one by one,
 * and 200 to a transaction as the hub commits what arrives together.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '#hub/store/sqlite/open-database.ts';
import { spreadOf, spreadText } from './figures.ts';
import { HubClient } from './hub-client.ts';
import type { HubReady } from './hub-process.ts';
import { startBenchHub } from './hub-process-handle.ts';

const CLAIMS = 20_000;
const CONNECTIONS = 200;
const QUOTA = 1000;
const ROUNDS = 3;
/** Of the claims, so many come from buyers who ask again. */
const BUYERS = 15_000;

export async function benchClaims(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-bench-'));
  const hub = await startBenchHub(join(folder, 'hub'));
  const shop = new HubClient(hub.ready);
  try {
    const showId = await shop.createShow('bench');
    const rates: number[] = [];
    let last: readonly string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const dropId = await openDrop(shop, showId, round);
      const { outcomes, ms } = await rush(hub.ready, dropId);
      const granted = outcomes.filter((outcome) => outcome === 'granted').length;
      if (granted !== QUOTA) throw new Error(`${granted} claims were granted on a quota of ${QUOTA}`);
      rates.push((CLAIMS / ms) * 1000);
      last = outcomes;
    }
    const alone = bareRate(join(folder, 'alone.db'), last, 1);
    const together = bareRate(join(folder, 'together.db'), last, CONNECTIONS);
    const claims = spreadOf(rates);
    print(`claims: ${CLAIMS} over ${CONNECTIONS} connections on a quota of ${QUOTA}, ${ROUNDS} rounds:`);
    print(`  granted                    exactly ${QUOTA} in every round`);
    print(`  by REST                    ${spreadText(claims, 0)} claims/s`);
    print(
      `  bare, one a transaction    ${whole(alone)} claims/s; the hub does ${ratio(claims.median, alone)} of it`,
    );
    print(
      `  bare, ${CONNECTIONS} a transaction  ${whole(together)} claims/s; the hub does ${ratio(claims.median, together)} of it`,
    );
  } finally {
    shop.close();
    await hub.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openDrop(shop: HubClient, showId: string, round: number): Promise<string> {
  const plan = { kind: 'coupon', title: `round ${round}`, amountFen: 500, thresholdFen: 0 };
  const body = JSON.stringify({ ...plan, quota: QUOTA, perBuyer: 1, openSec: 3600 });
  const { id } = await shop.send<{ id: string }>('POST', `/v1/shows/${showId}/drops`, body);
  await shop.send('POST', `/v1/drops/${id}/fire`, undefined, { 'idempotency-key': `fire-${round}` });
  return id;
}

/** All claims, each connection sending its next as soon as it has its answer. */
async function rush({ url, key }: HubReady, dropId: string): Promise<{ outcomes: string[]; ms: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const outcomes: string[] = [];
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < CLAIMS) {
      const at = next++;
      outcomes[at] = await claim(agent, `${url}/v1/drops/${dropId}/claims`, key, at);
    }
  };
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  const ms = performance.now() - startedMs;
  agent.destroy();
  return { outcomes, ms };
}

function claim(agent: Agent, url: string, key: string, at: number): Promise<string> {
  const body = JSON.stringify({ claimId: `claim-${at}`, buyerId: `buyer-${at % BUYERS}` });
  const headers = {
    ...{ authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        if (response.statusCode === 200) resolve((JSON.parse(text) as { outcome: string }).outcome);
        else reject(new Error(`claim ${at}: ${response.statusCode} ${text}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Claims a second that SQLite alone writes, so many to a transaction: the rows and counts of the same outcomes. */
function bareRate(file: string, outcomes: readonly string[], size: number): number {
  const db = openDatabase(file);
  try {
    db.exec("INSERT INTO drop_effects (drop_id, state, revision) VALUES ('drop', 'open', 1)");
    const insert = db.prepare<[string, string, string, string]>(`
      INSERT INTO drop_claims (drop_id, claim_id, buyer_id, outcome, at, cost_fen) VALUES ('drop', ?, ?, ?, ?, 0)`);
    const granted = db.prepare<[]>(
      "UPDATE drop_effects SET granted = granted + 1, granted_fen = granted_fen + 500 WHERE drop_id = 'drop'",
    );
    const refused = db.prepare<[]>("UPDATE drop_effects SET refused = refused + 1 WHERE drop_id = 'drop'");
    const buyer = db.prepare<[string]>(
      "INSERT INTO drop_buyers (drop_id, buyer_id, granted) VALUES ('drop', ?, 1)",
    );
    const at = new Date().toISOString();
    const write = db.transaction((from: number) => {
      for (const [index, outcome] of outcomes.slice(from, from + size).entries()) {
        const buyerId = `buyer-${(from + index) % BUYERS}`;
        insert.run(`claim-${from + index}`, buyerId, outcome, at);
        if (outcome === 'granted') {
          granted.run();
          buyer.run(buyerId);
        } else refused.run();
      }
    });
    const startedMs = performance.now();
    for (let from = 0; from < outcomes.length; from += size) write.immediate(from);
    return (outcomes.length / (performance.now() - startedMs)) * 1000;
  } finally {
    db.close();
  }
}

const whole = (rate: number) => rate.toLocaleString('en', { maximumFractionDigits: 0 });
const ratio = (part: number, of: number) => (part / of).toLocaleString('en', { maximumFractionDigits: 2 });

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
