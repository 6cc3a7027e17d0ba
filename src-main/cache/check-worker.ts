/** Entry of a worker thread that looks through one database file: a large one takes longer than any screen may wait. */
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { checkDatabase } from './check-database.ts';

const { file } = z.object({ file: z.string() }).parse(workerData);
parentPort?.postMessage(checkDatabase(file));
