/** The evening that is worked on: a show with products and a started run, made by one console as a person would. */

import type { Stage } from '../person.ts';
import type { ConsoleProcess } from '../processes/console-process.ts';

const PRODUCTS = 12;

export async function setStage(desk: Pick<ConsoleProcess, 'call'>): Promise<Stage> {
  const done = async <T>(path: string, input: unknown): Promise<T> => {
    const told = await desk.call(path, input);
    if (told.told !== 'kept') throw new Error(`${path} was not done: ${JSON.stringify(told)}`);
    return told.value as T;
  };
  const stage = await done<Stage>('show.create', { title: '618', currency: 'CNY' });
  const rows = Array.from({ length: PRODUCTS }, (_, at) => `柔巾${at},49,SKU-${at}`);
  const base64 = Buffer.from(['名称,直播价,款号', ...rows].join('\n')).toString('base64');
  const sheet = { kind: 'products', fileName: 'products.csv', base64 };
  const { sheetId } = await done<{ sheetId: string }>('sheet.open', sheet);
  await done('sheet.accept', { sheetId, target: { to: 'show', showId: stage.showId } });
  await done('run.start', { runId: stage.runId });
  return stage;
}
