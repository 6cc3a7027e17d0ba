import { expect, test } from 'vitest';
import { createHubLog } from '../hub-log.ts';
import { StoreFailure } from '../store/store-failure.ts';
import { restError } from './rest-errors.ts';

const log = createHubLog();
log.level = 'silent';

test('[SY18] a disk that cannot be written answers 503 hub/storage and says nothing of the database', () => {
  const { status, body } = restError(new StoreFailure(new Error('SQLITE_FULL: /data/hub.db')), log);
  expect(status).toBe(503);
  expect(body.error.code).toBe('hub/storage');
  expect(JSON.stringify(body)).not.toMatch(/SQLITE|hub\.db/);
});

test('what nobody expected is only named', () => {
  expect(restError(new TypeError('x is not a function'), log)).toMatchObject({
    status: 500,
    body: { error: { code: 'app/unexpected' } },
  });
});
