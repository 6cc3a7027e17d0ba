/** Test fixture: a hub in a process of its own, to be killed. Live batches may go to robots on loopback here. */
import { parseArgs } from 'node:util';
import { createHub } from '../create-hub.ts';

const { values } = parseArgs({ options: { data: { type: 'string' }, token: { type: 'string' } } });
const hub = await createHub({
  dataDir: values.data ?? '',
  port: 0,
  ownerToken: values.token ?? '',
  allowLoopbackRobots: true,
});
process.stdout.write(`ready ${hub.url}\n`);
