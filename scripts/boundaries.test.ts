import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findBreaches } from './lib/boundaries.ts';

const projectDir = join(import.meta.dirname, '..');
const biome = join(projectDir, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');

/** File, one bad import. `biome: false` marks what Biome's rule cannot see, so that the day it can is noticed. */
const bad: { file: string; code: string; biome?: false }[] = [
  { file: 'src-shared/domain/a.ts', code: "import { readFileSync } from 'node:fs';\nreadFileSync('x');" },
  { file: 'src-shared/domain/b.ts', code: "import type { Stats } from 'node:fs';\nexport type S = Stats;" },
  { file: 'src-shared/domain/c.ts', code: "import { hub } from '#hub/hub.ts';\nhub();" },
  { file: 'src-shared/domain/d.ts', code: "import { hub } from '../../src-hub/hub.ts';\nhub();" },
  { file: 'src-shared/domain/e.ts', code: "export const late = () => import('#main/desk/ports.ts');" },
  { file: 'src-shared/domain/f.ts', code: "export * from '#renderer/app/i18n.ts';" },
  { file: 'src-shared/domain/g.ts', code: "export type H = import('#hub/hub.ts').Hub;", biome: false },
  { file: 'src-shared/domain/h.ts', code: "import { app } from 'electron';\napp.quit();" },
  { file: 'src-shared/domain/i.test.ts', code: "import { hub } from '#hub/hub.ts';\nhub();" },
  { file: 'src-renderer/live/a.tsx', code: "import { desk } from '#main/desk/create-desk.ts';\ndesk();" },
  {
    file: 'src-renderer/live/b.tsx',
    code: "import { desk } from '../../src-main/desk/create-desk.ts';\ndesk();",
  },
  {
    file: 'src-renderer/live/c.tsx',
    code: "import type { DeskRouter } from '#main/desk/router.ts';\nexport type R = DeskRouter;",
  },
  {
    file: 'src-renderer/live/d.tsx',
    code: "import { ipcRenderer } from 'electron';\nipcRenderer.send('x');",
  },
  { file: 'src-renderer/live/e.tsx', code: "import { join } from 'node:path';\njoin('x');" },
  { file: 'src-renderer/live/f.tsx', code: "export const late = () => import('#hub/hub.ts');" },
  { file: 'src-hub/store/a.ts', code: "import { open } from '#main/cache/open.ts';\nopen();" },
  { file: 'src-hub/store/b.ts', code: "import { open } from '../../src-main/cache/open.ts';\nopen();" },
  { file: 'src-hub/store/c.ts', code: "import { app } from 'electron';\napp.quit();" },
  { file: 'src-main/desk/a.ts', code: "import { hub } from '#hub/create-hub.ts';\nhub();" },
  { file: 'src-main/desk/b.ts', code: "import { hub } from '../../src-hub/create-hub.ts';\nhub();" },
  { file: 'src-main/desk/c.ts', code: "import { app } from 'electron';\napp.quit();" },
  { file: 'src-main/desk/d.ts', code: "import type { App } from 'electron';\nexport type A = App;" },
  { file: 'src-main/desk/e.ts', code: "export const late = () => import('electron');" },
  { file: 'src-main/desk/f.ts', code: "import { host } from '../electron/host.ts';\nhost();" },
  { file: 'src-main/desk/g.ts', code: "import { host } from '#main/electron/host.ts';\nhost();" },
  { file: 'src-main/web/a.ts', code: "import { page } from '#renderer/app/page.ts';\npage();" },
  { file: 'src-main/electron/a.ts', code: "import { hub } from '#hub/create-hub.ts';\nhub();" },
  {
    file: 'src-main/preload/a.ts',
    code: "import { desk } from '../desk/create-desk.ts';\ndesk();",
    biome: false,
  },
];
const good: { file: string; code: string }[] = [
  {
    file: 'src-shared/sync/ok.ts',
    code: "import { z } from 'zod';\nimport { fen } from '../domain/fen.ts';\nfen(z);",
  },
  { file: 'src-shared/sync/ok.test.ts', code: "import { readFileSync } from 'node:fs';\nreadFileSync('x');" },
  {
    file: 'src-renderer/app/ok.tsx',
    code: "import { deskContract } from '#shared/contract/desk.ts';\ndeskContract();",
  },
  {
    file: 'src-hub/store/ok.ts',
    code: "import { join } from 'node:path';\nimport { fen } from '#shared/domain/fen.ts';\njoin(fen);",
  },
  { file: 'src-main/desk/ok.ts', code: "import { open } from '../cache/open.ts';\nopen();" },
  {
    file: 'src-main/electron/ok.ts',
    code: "import { app } from 'electron';\nimport { desk } from '../desk/create-desk.ts';\ndesk(app);",
  },
  { file: 'src-main/preload/ok.ts', code: "import { ipcRenderer } from 'electron';\nipcRenderer.send('x');" },
];

const reportSchema = z.object({
  diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.unknown() }) })),
});

let root: string;
let caughtByBiome: Set<string>;
let caughtByCheck: Set<string>;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'livedesk-boundaries-'));
  mkdirSync(join(root, '.git'));
  for (const name of ['biome.json', '.gitignore']) copyFileSync(join(projectDir, name), join(root, name));
  for (const { file, code } of [...bad, ...good]) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), `${code}\n`);
  }
  caughtByCheck = new Set(findBreaches(root).map(({ file }) => file));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'],
    { cwd: root, encoding: 'utf8' },
  );
  const { diagnostics } = reportSchema.parse(JSON.parse(stdout || stderr));
  caughtByBiome = new Set(
    diagnostics
      .filter(({ category }) => category === 'lint/style/noRestrictedImports')
      .map(({ location }) => JSON.stringify(location.path).replaceAll(/["\\{}]|file:|\.\//g, '')),
  );
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('folder boundaries', () => {
  it.each(bad)('the check catches $file: $code', ({ file }) => {
    expect([...caughtByCheck]).toContain(file);
  });

  it.each(bad)('Biome on $file: $code', ({ file, biome: caught = true }) => {
    expect(caughtByBiome.has(file)).toBe(caught);
  });

  it.each(good)('lets $file be', ({ file }) => {
    expect([...caughtByCheck, ...caughtByBiome]).not.toContain(file);
  });
});
