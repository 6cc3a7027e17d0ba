/**
 * `npm run package [-- --linux|--mac|--win] [--x64|--arm64] [--dir]`: builds the app and packs it into `dist/`; without
 * a system, for this one. `--dir` makes the unpacked folder only.
 *
 * electron-builder downloads Electron's binary for the target, unless ELECTRON_OVERRIDE_DIST_PATH names a folder that
 * holds it. Where it cannot be had, the app is built and the configuration checked all the same; the script then says
 * in one line what is missing and ends with status 1, because there is no package.
 */
import { parseArgs } from 'node:util';
import { needNode } from './lib/need-node.ts';

needNode();
const { Arch, build, Platform } = await import('electron-builder');
const { default: config } = await import('../electron-builder.config.ts');
const { buildApp } = await import('./lib/build-app.ts');
const { isDownloadFailure } = await import('./lib/download-failure.ts');
const { projectDir } = await import('./lib/run.ts');

const { values } = parseArgs({
  options: {
    linux: { type: 'boolean' },
    mac: { type: 'boolean' },
    win: { type: 'boolean' },
    x64: { type: 'boolean' },
    arm64: { type: 'boolean' },
    dir: { type: 'boolean' },
  },
});

function targets() {
  const wanted = [
    ...(values.linux ? [Platform.LINUX] : []),
    ...(values.mac ? [Platform.MAC] : []),
    ...(values.win ? [Platform.WINDOWS] : []),
  ];
  const archs = [...(values.x64 ? [Arch.x64] : []), ...(values.arm64 ? [Arch.arm64] : [])];
  const platforms = wanted.length > 0 ? wanted : [Platform.current()];
  // Without a kind or processor named here, the configuration's own targets hold.
  const kind = values.dir ? 'dir' : null;
  return new Map(platforms.flatMap((platform) => [...platform.createTarget(kind, ...archs)]));
}

try {
  await buildApp();
  const electronDist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const made = await build({
    projectDir,
    targets: targets(),
    config: electronDist ? { ...config, electronDist } : config,
    publish: 'never',
  });
  for (const file of made) console.log(file);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(
    isDownloadFailure(error)
      ? `Built, and the configuration is valid; packaging needs Electron's binary, which could not be downloaded (${message.split('\n')[0]}).`
      : `Packaging failed: ${message}`,
  );
  // Not `exitCode`: the clean-up of electron-builder's temporary files ends the process with 0.
  process.exit(1);
}
