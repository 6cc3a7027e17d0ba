/** The browser host's command line. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

export const USAGE = `usage: npm run web -- [--port 4670] [--data DIR] [--demo] [--hub URL [--invite CODE]] [--no-open]
       npm run web -- --data DIR --export-outbox FILE   write what was not sent to a JSON file, and serve nothing`;

export class UsageError extends Error {}

const portSchema = z
  .string()
  .regex(/^\d{1,5}$/, { message: 'a port is a number from 0 to 65535' })
  .transform(Number)
  .pipe(z.int().max(65_535));

const argsSchema = z.object({
  port: portSchema.default(4670),
  data: z.string().min(1).optional(),
  demo: z.boolean().default(false),
  hub: z.url({ protocol: /^https?$/ }).optional(),
  invite: z.string().min(1).optional(),
  'no-open': z.boolean().default(false),
  'export-outbox': z.string().min(1).optional(),
});

export interface WebArgs {
  readonly port: number;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly remoteHub: { url: string; invite: string | null } | null;
  readonly open: boolean;
  /** Only write what was not sent to this file. */
  readonly exportTo: string | null;
}

/** Throws `UsageError` with words for the person. */
export function webArgs(argv: readonly string[]): WebArgs {
  const args = argsSchema.safeParse(valuesOf(argv));
  if (!args.success) throw new UsageError(z.prettifyError(args.error));
  const { port, data, demo, hub, invite } = args.data;
  if (invite !== undefined && hub === undefined)
    throw new UsageError('--invite needs the --hub that it is for');
  return {
    port,
    // The sample never shares a folder with real work by default.
    dataDir: data ?? join(homedir(), '.livedesk', demo ? 'demo' : 'default'),
    demo,
    remoteHub: hub === undefined ? null : { url: hub, invite: invite ?? null },
    open: !args.data['no-open'],
    exportTo: args.data['export-outbox'] ?? null,
  };
}

function valuesOf(argv: readonly string[]): unknown {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        demo: { type: 'boolean' },
        hub: { type: 'string' },
        invite: { type: 'string' },
        'no-open': { type: 'boolean' },
        'export-outbox': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
