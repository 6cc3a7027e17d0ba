/** The command that makes a key for a shop's backend; DIR is the data folder of the console or hub. */
export const KEY_COMMAND = 'npm run hub -- key --data DIR --scope ingest --label shop';
