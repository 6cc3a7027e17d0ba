/**
 * Replays an order-line sheet into a show: `npm run replay -- --file ORDERS.csv --hub URL --key KEY --show ID
 * [--speed N | --flat-out] [--offset +08:00]`. Exit status 0 when all was delivered, whatever was rejected; else 1.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { readOrderSheet } from '#main/sheets/order-sheet.ts';
import type { OrderSheetReading } from '#shared/domain/sheet/order-lines.ts';
import { SheetError } from '#shared/domain/sheet/sheet-error.ts';
import { batchesOf, inTimeOrder } from './replay/batches.ts';
import { type Delivery, deliver, type HubAddress } from './replay/deliver.ts';
import { paced } from './replay/pace.ts';
import { summaryLines } from './replay/summary.ts';

const usage = `Usage: npm run replay -- --file ORDERS.csv --hub URL --key KEY --show ID [--speed N | --flat-out] [--offset +08:00]

  --speed N      N times as fast as the sheet's own clock (60)
  --flat-out     as fast as the hub takes them
  --offset       the zone of times written without one: +00:00, +08:00 for Chinese headers
`;

/** Sixty times the sheet's clock: an hour of orders in a minute. */
const USUAL_SPEED = 60;

class UsageError extends Error {}

interface Replay {
  readonly file: string;
  readonly address: HubAddress;
  /** Null: flat out. */
  readonly speed: number | null;
  readonly offsetMinutes: number | undefined;
}

function readArguments(): Replay {
  const values = parsedArguments();
  const { file, hub, key, show } = values;
  if (!file || !hub || !key || !show) throw new UsageError('--file, --hub, --key and --show are needed');
  if (!URL.canParse(hub) || !/^https?:/.test(hub))
    throw new UsageError(`--hub ${hub} is not an http address`);
  if (values.speed !== undefined && values['flat-out'])
    throw new UsageError('--speed or --flat-out, not both');
  const speed = Number(values.speed ?? USUAL_SPEED);
  if (!(speed > 0 && Number.isFinite(speed)))
    throw new UsageError(`--speed ${values.speed} is not a number above 0`);
  return {
    file,
    address: { hub, key, show },
    speed: values['flat-out'] ? null : speed,
    offsetMinutes: values.offset === undefined ? undefined : minutesOf(values.offset),
  };
}

function parsedArguments() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      options: {
        ...{ file: text, hub: text, key: text, show: text, speed: text, offset: text },
        'flat-out': { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function minutesOf(offset: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  if (!hours || !minutes || Number(hours) > 14 || Number(minutes) > 59)
    throw new UsageError(`--offset ${offset} is not of the form +08:00`);
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The show's currency, or null where the key may not read it: the summary then shows bare minor units. */
async function currencyOf({ hub, key, show }: HubAddress): Promise<string | null> {
  try {
    const response = await fetch(new URL('/v1/shows', hub), { headers: { authorization: `Bearer ${key}` } });
    const body = (await response.json()) as { shows?: { id: string; currency: string }[] };
    return body.shows?.find(({ id }) => id === show)?.currency ?? null;
  } catch {
    return null;
  }
}

async function send(
  { address, speed }: Replay,
  reading: OrderSheetReading,
  delivery: Delivery,
): Promise<void> {
  const events = inTimeOrder(reading.orders);
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  let sent = 0;
  let toldAtMs = 0;
  for await (const due of paced(events, speed)) {
    for (const batch of batchesOf(due)) {
      await deliver(address, batch, delivery, tell);
      sent += batch.events.length;
      if (performance.now() - toldAtMs < 1000 && sent < events.length) continue;
      toldAtMs = performance.now();
      tell(`${sent} of ${events.length} orders sent`);
    }
  }
}

async function main(): Promise<void> {
  const replay = readArguments();
  const { file, offsetMinutes } = replay;
  const reading = readOrderSheet(
    basename(file),
    await readFile(file),
    offsetMinutes === undefined ? {} : { offsetMinutes },
  );
  const delivery: Delivery = { accepted: 0, duplicates: 0, rejected: [] };
  const currency = await currencyOf(replay.address);
  let fault: unknown = null;
  try {
    await send(replay, reading, delivery);
  } catch (error) {
    fault = error;
  }
  // Also when it broke off: what was delivered by then is in the show.
  for (const line of summaryLines(reading, delivery, currency)) process.stdout.write(`${line}\n`);
  if (fault) throw fault;
}

try {
  await main();
} catch (error) {
  const isUsage = error instanceof UsageError;
  const message =
    error instanceof SheetError
      ? `The sheet cannot be read: ${error.code} ${JSON.stringify(error.params)}`
      : error instanceof Error
        ? error.message
        : String(error);
  process.stderr.write(isUsage ? `${message}\n\n${usage}` : `${message}\n`);
  process.exitCode = 1;
}
