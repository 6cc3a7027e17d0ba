/**
 * Who may import whom (DESIGN §3), over every way to import: static, `import type`, dynamic, `import('…').T`,
 * `require`, by alias or by any relative path. Biome's noRestrictedImports says the same in the editor, but sees neither
 * `import('…').T` nor where a relative path leads.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseSync } from 'vite';

export interface Breach {
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  readonly imported: string;
  readonly reason: string;
}

interface Rule {
  /** Longest matching folder decides. */
  readonly folder: string;
  readonly mayImport: readonly string[];
  readonly noPackages: RegExp;
}

const HOST_ONLY = 'electron|electron-updater|better-sqlite3|fastify|socket\\.io|ws|pino|react|react-dom';
const RULES: readonly Rule[] = [
  {
    folder: 'src-shared',
    mayImport: ['src-shared'],
    noPackages: new RegExp(`^(node:.*|(${HOST_ONLY}|socket\\.io-client)(/.*)?)$`),
  },
  {
    folder: 'src-renderer',
    mayImport: ['src-renderer', 'src-shared'],
    noPackages: /^(node:.*|(electron|electron-updater|better-sqlite3|fastify|socket\.io|pino)(\/.*)?)$/,
  },
  { folder: 'src-hub', mayImport: ['src-hub', 'src-shared'], noPackages: /^(electron|react)([/-].*)?$/ },
  {
    folder: 'src-main',
    mayImport: [
      'src-main/desk',
      'src-main/cache',
      'src-main/sync',
      'src-main/host-view',
      'src-main/sheets',
      'src-main/web',
      'src-shared',
    ],
    noPackages: /^(electron|react)([/-].*)?$/,
  },
  {
    folder: 'src-main/electron',
    mayImport: ['src-main', 'src-shared'],
    noPackages: /^react([/-].*)?$/,
  },
  {
    folder: 'src-main/preload',
    mayImport: ['src-main/preload', 'src-shared'],
    noPackages: /^(node:.*|react)$/,
  },
];
const ALIASES: Readonly<Record<string, string>> = {
  '#shared': 'src-shared',
  '#main': 'src-main',
  '#hub': 'src-hub',
  '#renderer': 'src-renderer',
};

/** A test may start what it needs of Node; the other walls stand for tests too. */
const isTest = (file: string) => /\.(test|bench)\.tsx?$/.test(file);
const within = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

/** Every module named in the source, however it is imported. Throws when the file does not parse. */
export function importsOf(fileName: string, code: string): string[] {
  const { program, errors } = parseSync(fileName, code);
  if (errors.length > 0) throw new Error(`${fileName} does not parse: ${errors[0]?.message}`);
  const found: string[] = [];
  const literal = (node: unknown) => {
    if (typeof node === 'object' && node !== null && 'value' in node && typeof node.value === 'string') {
      found.push(node.value);
    }
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      node.forEach(visit);
    } else if (typeof node === 'object' && node !== null) {
      // Import and export declarations, import() and import('…').T all carry their module as `source`.
      if ('source' in node) literal(node.source);
      if (
        'callee' in node &&
        isRequire(node.callee) &&
        'arguments' in node &&
        Array.isArray(node.arguments)
      ) {
        literal(node.arguments[0]);
      }
      Object.values(node).forEach(visit);
    }
  };
  visit(program);
  return found;
}

function isRequire(callee: unknown): boolean {
  return typeof callee === 'object' && callee !== null && 'name' in callee && callee.name === 'require';
}

/** The imported file relative to the root, or null for a package. */
function targetOf(root: string, file: string, imported: string): string | null {
  if (imported.startsWith('.')) {
    return relative(root, resolve(root, dirname(file), imported))
      .split(sep)
      .join('/');
  }
  const [alias = '', ...rest] = imported.split('/');
  const folder = ALIASES[alias];
  return folder === undefined ? null : [folder, ...rest].join('/');
}

function breachOf(root: string, file: string, imported: string): Breach | null {
  const rule = RULES.filter(({ folder }) => within(file, folder)).at(-1);
  if (rule === undefined) return null;
  const target = targetOf(root, file, imported);
  if (target === null) {
    const nodeInTest = isTest(file) && imported.startsWith('node:');
    if (nodeInTest || !rule.noPackages.test(imported)) return null;
    return { file, imported, reason: `${rule.folder} may not use ${imported}` };
  }
  // Data beside the sources (resources/…) belong to nobody.
  if (!target.startsWith('src-') && !target.startsWith('..')) return null;
  if (rule.mayImport.some((folder) => within(target, folder))) return null;
  return { file, imported, reason: `${rule.folder} may import only ${rule.mayImport.join(', ')}` };
}

/** All breaches below the root's `src-*` folders. */
export function findBreaches(root: string): Breach[] {
  return readdirSync(root)
    .filter((name) => name.startsWith('src-'))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    )
    .filter((file) => /\.(ts|tsx|mts|js|mjs)$/.test(file))
    .map((file) => file.split(sep).join('/'))
    .sort()
    .flatMap((file) =>
      importsOf(file, readFileSync(join(root, file), 'utf8')).flatMap(
        (imported) => breachOf(root, file, imported) ?? [],
      ),
    );
}
