/** What desk and hub hold alike about their SQLite files: the library's age, and the names of copies made before a migration. */

/** Older builds could corrupt a write-ahead log that several connections reset at once (SQLite 3.7.0 to 3.51.2). */
const OLDEST_SQLITE = [3, 51, 3] as const;

/** `version` as `sqlite_version()` answers it. Throws when it is too old to be trusted. */
export function assertSqliteVersion(version: string): void {
  const parts = version.split('.').map(Number);
  for (const [at, oldest] of OLDEST_SQLITE.entries()) {
    const part = parts[at] ?? 0;
    if (part > oldest) return;
    if (!(part >= oldest))
      throw new Error(`SQLite ${OLDEST_SQLITE.join('.')} or later is needed, found ${version}.`);
  }
}

/** Of the copy that stands beside a database from before it was brought to `version`. */
export function backupName(databaseName: string, version: number): string {
  return `${databaseName}.before-${version}.bak`;
}

/** Of the names in a folder those of this database's backups that are not among the `keep` of the highest versions. */
export function outdatedBackups(names: readonly string[], databaseName: string, keep: number): string[] {
  const versions = names.flatMap((name) => {
    if (!name.startsWith(`${databaseName}.before-`)) return [];
    const version = Number(name.slice(databaseName.length).match(/^\.before-(\d+)\.bak$/)?.[1] ?? Number.NaN);
    return Number.isNaN(version) ? [] : [version];
  });
  return versions
    .sort((a, b) => b - a)
    .slice(keep)
    .map((version) => backupName(databaseName, version));
}
