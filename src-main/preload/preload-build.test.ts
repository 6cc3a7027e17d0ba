import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveConfig } from 'electron-vite';
import { build, mergeConfig } from 'vite';
import { expect, it } from 'vitest';

it('builds the preload as one CommonJS file that requires nothing but electron', async () => {
  const outDir = await mkdtemp(join(tmpdir(), 'livedesk-preload-'));
  try {
    const { config } = await resolveConfig({ logLevel: 'silent' }, 'build', 'production');
    await build(
      mergeConfig(config?.preload ?? {}, { configFile: false, logLevel: 'silent', build: { outDir } }),
    );
    expect(await readdir(outDir)).toEqual(['index.cjs']);
    const code = await readFile(join(outDir, 'index.cjs'), 'utf8');
    expect([...code.matchAll(/require\(\s*(.+?)\s*\)/g)].map(([, module]) => module)).toEqual(['"electron"']);
    expect(code).not.toMatch(/^\s*(import|export)\b|\bimport\s*\(|exposeInMainWorld/m);
    expect(code).toContain('livedesk:connect');
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
});
