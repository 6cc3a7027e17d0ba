import { describe, expect, test } from 'vitest';
import { assertSqliteVersion, backupName, outdatedBackups } from './database-file.ts';

describe('the SQLite library', () => {
  test.each(['3.51.3', '3.51.10', '3.52.0', '3.54.1', '4.0.0'])('%s is taken', (version) => {
    expect(() => assertSqliteVersion(version)).not.toThrow();
  });
  test.each(['3.51.2', '3.50.9', '3.7.0', '2.99.99', '', 'none'])('"%s" is refused', (version) => {
    expect(() => assertSqliteVersion(version)).toThrow('3.51.3 or later');
  });
});

describe('backups of before a migration', () => {
  test('the latest stay; other files and other databases are left alone', () => {
    const names = [
      ...[10, 20, 30, 100].map((version) => backupName('own.db', version)),
      ...['own.db', 'own.db-wal', 'own.db.before-5.bak.part', 'own.db.before-x.bak', 'other.db.before-1.bak'],
    ];
    expect(outdatedBackups(names, 'own.db', 2)).toEqual(['own.db.before-20.bak', 'own.db.before-10.bak']);
    expect(outdatedBackups(names, 'own.db', 4)).toEqual([]);
  });
});
