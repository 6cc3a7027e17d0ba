import { expect, it } from 'vitest';
import config from '../electron-builder.config.ts';
import { dependencyClosure } from './lib/dependency-closure.ts';
import { projectDir } from './lib/run.ts';

it('flips every fuse towards safety', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
});

it('packs of node_modules what the bundle leaves outside, with all that needs', () => {
  const packed = dependencyClosure(projectDir, ['better-sqlite3', 'electron-updater']);
  expect(packed).toContain('better-sqlite3');
  expect(packed).toContain('builder-util-runtime');
  expect(packed).not.toContain('react');
  expect(config.files).toContain(`!node_modules/!(${packed.join('|')})/**`);
});

it('leaves outside the asar what a thread or the system has to open', () => {
  for (const path of [
    'out/main/hub-worker.js',
    'out/main/check-worker.js',
    'node_modules/better-sqlite3/**',
    'package.json',
  ]) {
    expect(config.asarUnpack).toContain(path);
  }
});
