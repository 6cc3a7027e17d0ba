/**
 * How the desktop app is packed (`npm run package`). JavaScript is bundled into `out/` (electron.vite.config.ts); of
 * node_modules only what the bundle leaves outside goes along. There is no update feed yet (`publish: null`): naming
 * one here is all that src-main/electron/updates.ts waits for.
 */
import type { Configuration } from 'electron-builder';
import { dependencyClosure } from './scripts/lib/dependency-closure.ts';
import { projectDir } from './scripts/lib/run.ts';

/** The externals of electron.vite.config.ts. */
const packed = dependencyClosure(projectDir, ['better-sqlite3', 'electron-updater']);

const config = {
  appId: 'app.livedesk.console',
  productName: 'Livedesk',
  executableName: 'livedesk',
  // Debian's package format demands a page; this domain is reserved and belongs to nobody (RFC 2606).
  extraMetadata: { homepage: 'https://livedesk.example' },
  directories: { output: 'dist' },
  files: [
    'out/**',
    'package.json',
    '!out/.*{,/**}',
    `!node_modules/!(${packed.join('|')})/**`,
    // 27 MB of sources and of binaries for other machines; electron-builder fills in the target.
    '!node_modules/better-sqlite3/{deps,src,binding.gyp}{,/**}',
    `!node_modules/better-sqlite3/prebuilds/!(\${platform}-\${arch}).node`,
  ],
  asar: true,
  // A thread starts from a real file, and finds beside it only what is unpacked with it; package.json says "module".
  asarUnpack: [
    'package.json',
    'out/main/hub-worker.js',
    'out/main/check-worker.js',
    'out/main/chunks/**',
    'node_modules/better-sqlite3/**',
  ],
  extraResources: [{ from: 'resources/sample', to: 'sample' }],
  // better-sqlite3 13 brings Node-API binaries: nothing to compile.
  npmRebuild: false,
  electronLanguages: ['en', 'en-US', 'zh-CN', 'zh-TW'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  mac: {
    category: 'public.app-category.business',
    target: [
      { target: 'dmg', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] },
    ],
  },
  win: { target: [{ target: 'nsis', arch: ['x64'] }] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  linux: {
    category: 'AudioVideo',
    maintainer: 'Livedesk <maintainers@livedesk.example>',
    synopsis: 'Control console for live commerce',
    target: [
      { target: 'AppImage', arch: ['x64'] },
      { target: 'deb', arch: ['x64'] },
    ],
  },
  publish: null,
} satisfies Configuration;

export default config;
