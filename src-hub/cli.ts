/**
 * The hub's command line: `npm run hub -- serve|key|keys|revoke|invite|devices|remove|pins|pin-clear|platform|recount|backup|restore`. Everything that needs the database is
 * imported only once the Node that runs this is known to be able to.
 */
import { parseArgs } from 'node:util';

const usage = `Usage: npm run hub -- COMMAND OPTIONS

  serve    --port N --data DIR [--host 127.0.0.1]     serve the hub of a folder
  key      --data DIR --scope a,b --label TEXT        make a key; scopes: ingest, claims, read, manage, control
  keys     --data DIR                                 list the keys
  revoke   --data DIR --id ID                         end a key
  invite   --data DIR --role ROLE                     make an invite code; roles: owner, operator, community, host, crew
  devices  --data DIR                                 list the consoles of the team
  remove   --data DIR --id ID                         remove a console; a running hub ends it within seconds
  pins     --data DIR                                 list who has a PIN
  pin-clear --data DIR --id PERSON                    clear a forgotten PIN; the person sets another at their console
  platform --data DIR [--url URL --secret TEXT]       the shop that live shows act on; --url none: the hub itself
  recount  --data DIR                                 compare the counters with the facts; exit status 1 if they differ
  backup   --data DIR [--to FILE]                     copy the hub's database, also while it is served
  restore  --data DIR --from FILE                     put a backup in its place; the hub must not be served meanwhile

DIR may be a hub's folder, or a console's with its own hub inside.
`;

/** What was typed is not a command: answered with the usage and exit status 2. */
class UsageError extends Error {}

const OLDEST_NODE = 22;

const commands = {
  async serve() {
    const { port, data, host } = options({ port: 'needed', data: 'needed', host: '127.0.0.1' });
    const portNumber = Number(port);
    if (!/^\d{1,5}$/.test(port) || portNumber > 65_535) throw new UsageError(`--port ${port} is not a port`);
    const { serveHub } = await import('./ingest/serve.ts');
    await serveHub({ dataFolder: data, host, port: portNumber });
  },

  async key() {
    const { data, scope, label } = options({ data: 'needed', scope: 'needed', label: '' });
    const { scopeSchema } = await import('#shared/domain/roles.ts');
    const scopes = scopeSchema
      .array()
      .min(1)
      .safeParse(scope.split(',').map((word) => word.trim()));
    if (!scopes.success)
      throw new UsageError(`--scope ${scope}: one or more of ${scopeSchema.options.join(', ')}`);
    const admin = await import('./ingest/admin.ts');
    const { id, key } = await admin.withHubStore(data, (store) =>
      admin.issueKey(store, { scopes: [...new Set(scopes.data)], label }),
    );
    print(`Key ${id} for ${scopes.data.join(', ')}. It is shown this once:`);
    print(key);
  },

  async keys() {
    const { data } = options({ data: 'needed' });
    const admin = await import('./ingest/admin.ts');
    const keys = await admin.withStore(await existingHub(data), (store) => store.access.keys());
    for (const key of keys) print(admin.keyLine(key));
  },

  async revoke() {
    const { data, id } = options({ data: 'needed', id: 'needed' });
    const admin = await import('./ingest/admin.ts');
    const known = await admin.withStore(await existingHub(data), (store) => store.access.revokeKey(id));
    if (!known) throw new Error(`There is no key ${id}.`);
    print(`Key ${id} is revoked.`);
  },

  async invite() {
    const { data, role } = options({ data: 'needed', role: 'needed' });
    const { personRoleSchema } = await import('#shared/domain/roles.ts');
    const parsed = personRoleSchema.safeParse(role);
    if (!parsed.success)
      throw new UsageError(`--role ${role}: one of ${personRoleSchema.options.join(', ')}`);
    const admin = await import('./ingest/admin.ts');
    const { code, expiresAt } = await admin.withHubStore(data, (store) =>
      admin.issueInvite(store, parsed.data),
    );
    print(`Invite for one ${role}, good until ${expiresAt}:`);
    print(code);
  },

  async devices() {
    const { data } = options({ data: 'needed' });
    const admin = await import('./ingest/admin.ts');
    const devices = await admin.withStore(await existingHub(data), (store) => store.access.devices());
    for (const device of devices) print(admin.deviceLine(device));
  },

  async remove() {
    const { data, id } = options({ data: 'needed', id: 'needed' });
    const admin = await import('./ingest/admin.ts');
    const [personId = '', deviceId = ''] = id.split('/');
    const at = new Date().toISOString();
    const known = await admin.withStore(await existingHub(data), (store) =>
      store.access.removeDevice({ personId, deviceId }, at),
    );
    if (!known) throw new Error(`There is no device ${id}.`);
    print(`Device ${id} is removed.`);
  },

  async pins() {
    const { data } = options({ data: 'needed' });
    const { pinLines } = await import('./ingest/pin-command.ts');
    const admin = await import('./ingest/admin.ts');
    for (const line of await admin.withStore(await existingHub(data), pinLines)) print(line);
  },

  async 'pin-clear'() {
    const { data, id } = options({ data: 'needed', id: 'needed' });
    const { clearPin } = await import('./ingest/pin-command.ts');
    const admin = await import('./ingest/admin.ts');
    const name = await admin.withStore(await existingHub(data), (store) => clearPin(store, id));
    if (name === null) throw new Error(`Nobody with the id ${id} has a PIN; "pins" lists who has.`);
    print(
      `The PIN of ${name} is cleared. A console of theirs that is locked asks for a new one within seconds.`,
    );
  },

  async platform() {
    const { data, url, secret } = options({ data: 'needed', url: '', secret: '' });
    const admin = await import('./ingest/admin.ts');
    const { namePlatform } = await import('./ingest/platform-command.ts');
    const line = await admin.withStore(await existingHub(data), (store) => namePlatform(store, url, secret));
    if (line === null)
      throw new UsageError('--url an https address or none, --secret a text of 8 characters or more');
    print(line);
  },

  async recount() {
    const { data } = options({ data: 'needed' });
    const { recountFolder } = await import('./ingest/recount-report.ts');
    const differences = await recountFolder(await existingHub(data), print);
    if (differences > 0) process.exitCode = 1;
  },

  async backup() {
    const { data, to } = options({ data: 'needed', to: '' });
    const { backUpFolder } = await import('./ingest/backup-command.ts');
    const { file, headSeq } = await backUpFolder(await existingHub(data), to || null);
    print(`Backup ${file} holds everything up to change ${headSeq}.`);
    print("People's names and numbers in it are sealed: keep workspace.key, which lies beside hub.db, too.");
  },

  async restore() {
    const { data, from } = options({ data: 'needed', from: 'needed' });
    const { restoreFolder } = await import('./ingest/restore-folder.ts');
    const { headSeq, kept } = restoreFolder(data, from, Date.now());
    print(`Restored everything up to change ${headSeq} from ${from}.`);
    if (kept) print(`What was there before is kept as ${kept}.`);
    print('Consoles that connect fetch everything anew and send again what this backup does not have.');
  },
} satisfies Record<string, () => Promise<void>>;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Reads `--name value` pairs: those `needed`, and those with a default. Throws `UsageError`. */
function options<K extends string>(wanted: Record<K, string>): Record<K, string> {
  const names = Object.keys(wanted) as K[];
  const config = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const values = parsed(config);
  const missing = names.filter((name) => wanted[name] === 'needed' && !values[name]);
  if (missing.length > 0) throw new UsageError(`missing: ${missing.map((name) => `--${name}`).join(' ')}`);
  return Object.fromEntries(names.map((name) => [name, values[name] ?? wanted[name]])) as Record<K, string>;
}

function parsed(config: Record<string, { type: 'string' }>): Record<string, string | undefined> {
  try {
    return parseArgs({ args: process.argv.slice(3), options: config, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function existingHub(dataFolder: string): Promise<string> {
  const { findHubDatabase } = await import('./ingest/data-folder.ts');
  const file = findHubDatabase(dataFolder);
  if (file === null) throw new Error(`There is no hub in ${dataFolder}.`);
  return file;
}

async function main(): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    process.stderr.write(
      `Livedesk needs Node ${OLDEST_NODE} or newer, this is ${process.versions.node}: run it as "npm run hub -- …", which brings its own.\n`,
    );
    process.exitCode = 2;
    return;
  }
  try {
    const name = process.argv[2] ?? '';
    if (!Object.hasOwn(commands, name))
      throw new UsageError(name ? `unknown command: ${name}` : 'no command given');
    await commands[name as keyof typeof commands]();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isUsage = error instanceof UsageError;
    process.stderr.write(isUsage ? `${message}\n\n${usage}` : `${message}\n`);
    process.exitCode = isUsage ? 2 : 1;
  }
}

await main();
