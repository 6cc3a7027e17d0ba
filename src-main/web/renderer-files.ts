/**
 * The built screen as answers: files of `out/renderer` with a strict Content-Security-Policy. Both hosts use it, the
 * Electron one behind `app://livedesk/` and the browser one behind loopback HTTP, so that neither is looser than the
 * other. Knows neither Electron nor HTTP.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

export interface RendererAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  /** Null for HEAD, and where there is nothing to say (204). */
  readonly body: Uint8Array<ArrayBuffer> | null;
}

export interface RendererFiles {
  /** `pathname` as it stands in the URL: percent-encoded, with its leading slash, without query. */
  respond(pathname: string, method: string): Promise<RendererAnswer>;
}

export interface RendererFilesOptions {
  /** Sources for `connect-src`. `'self'` also covers WebSockets of the page's own host and port. */
  readonly connectSrc?: readonly string[];
}

/** Stands in index.html (`<meta name="csp-nonce" content="__CSP_NONCE__">`) until it is served. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * radix-ui injects `<style>` elements and React sets style attributes: the former need the response's nonce, the
 * latter `style-src-attr`. Nothing may run script that did not come as a file of ours.
 */
export function contentSecurityPolicy(nonce: string, connectSrc: readonly string[] = ["'self'"]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${connectSrc.join(' ')}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The pathname's segments, or null for one that tries to leave the folder or names a file in an odd way. */
function safeSegments(pathname: string): string[] | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  // `\` and `:` mean something in Windows paths; control characters are never part of our names.
  if (!decoded.startsWith('/') || /[\\:]|\p{Cc}/u.test(decoded)) return null;
  const segments = decoded.split('/').filter((segment) => segment !== '');
  return segments.some((segment) => segment.startsWith('.')) ? null : segments;
}

async function readFileOrNull(path: string): Promise<Buffer<ArrayBuffer> | null> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return null;
    throw error;
  }
}

/** Serves `rootDir` (a folder, or one inside an asar). Never reads outside it. */
export function createRendererFiles(rootDir: string, options: RendererFilesOptions = {}): RendererFiles {
  const root = resolve(rootDir);

  function answer(status: number, type: string, body: Buffer<ArrayBuffer>, cache: string): RendererAnswer {
    const nonce = randomBytes(16).toString('base64');
    const bytes =
      type === CONTENT_TYPES['.html']
        ? Buffer.from(body.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce))
        : body;
    return {
      status,
      headers: {
        'content-type': type,
        'content-length': String(bytes.byteLength),
        'cache-control': cache,
        'content-security-policy': contentSecurityPolicy(nonce, options.connectSrc),
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      },
      body: bytes,
    };
  }

  function refuse(status: number, text: string): RendererAnswer {
    return answer(status, 'text/plain; charset=utf-8', Buffer.from(text), 'no-store');
  }

  async function get(pathname: string): Promise<RendererAnswer> {
    const segments = safeSegments(pathname);
    const path = segments === null ? null : resolve(root, ...segments);
    if (segments === null || path === null || (path !== root && !path.startsWith(root + sep))) {
      return refuse(403, 'Not a path of this application.');
    }
    const extension = extname(path).toLowerCase();
    const isPage = path === root || extension === '' || extension === '.html';
    const body = isPage && extension === '' ? null : await readFileOrNull(path);
    if (body !== null) {
      const type = CONTENT_TYPES[extension] ?? 'application/octet-stream';
      // Vite puts a hash of the content into the name of everything below assets/.
      const hashed = segments[0] === 'assets' && !isPage;
      return answer(200, type, body, hashed ? 'public, max-age=31536000, immutable' : 'no-store');
    }
    // A path without extension is a place of the screen's own router; anything else is a file that is not there.
    if (extension !== '' && path !== root) {
      // Browsers ask for this one by themselves: without one, "nothing" instead of an error in the console.
      const unasked = pathname === '/favicon.ico';
      return unasked ? { ...refuse(204, ''), body: null } : refuse(404, 'No such file.');
    }
    const index = await readFileOrNull(resolve(root, 'index.html'));
    if (index === null) return refuse(503, 'The screen has not been built: run `npm run build`.');
    return answer(200, 'text/html; charset=utf-8', index, 'no-store');
  }

  return {
    async respond(pathname, method) {
      if (method === 'GET') return await get(pathname);
      if (method === 'HEAD') return { ...(await get(pathname)), body: null };
      const refused = refuse(405, 'Only GET and HEAD.');
      return { ...refused, headers: { ...refused.headers, allow: 'GET, HEAD' } };
    },
  };
}
