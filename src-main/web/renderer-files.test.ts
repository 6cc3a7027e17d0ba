import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRendererFiles, type RendererFiles } from './renderer-files.ts';

let base: string;
let files: RendererFiles;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'livedesk-renderer-'));
  const root = join(base, 'renderer');
  await mkdir(join(root, 'assets'), { recursive: true });
  await mkdir(join(base, 'renderer-secret'));
  await writeFile(join(root, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__">');
  await writeFile(join(root, 'assets', 'app-1a2b.js'), 'export {};');
  await writeFile(join(root, 'assets', 'font-1a2b.woff2'), new Uint8Array([0, 255, 1]));
  await writeFile(join(root, '.hidden.js'), 'secret');
  await writeFile(join(base, 'outside.js'), 'secret');
  await writeFile(join(base, 'renderer-secret', 'a.js'), 'secret');
  files = createRendererFiles(root);
});
afterAll(() => rm(base, { recursive: true, force: true }));

const text = (body: Uint8Array | null) => Buffer.from(body ?? []).toString('utf8');

describe('renderer files', () => {
  it('serves a file with its type, cached for ever only when its name holds a hash', async () => {
    const script = await files.respond('/assets/app-1a2b.js', 'GET');
    expect(script.status).toBe(200);
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toContain('immutable');
    expect(text(script.body)).toBe('export {};');
    const font = await files.respond('/assets/font-1a2b.woff2', 'GET');
    expect(font.headers['content-type']).toBe('font/woff2');
    expect([...(font.body ?? [])]).toEqual([0, 255, 1]);
    expect((await files.respond('/index.html', 'GET')).headers['cache-control']).toBe('no-store');
  });

  it.each(['/', '/live', '/live/', '/show/01hx/rundown'])('answers the page at %s', async (pathname) => {
    const answer = await files.respond(pathname, 'GET');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it.each(['/assets/none.js', '/none.html', '/assets/app-1a2b.js/x.js'])('has no %s', async (pathname) => {
    expect((await files.respond(pathname, 'GET')).status).toBe(404);
  });

  it('has no icon, and says so without an error', async () => {
    expect(await files.respond('/favicon.ico', 'GET')).toMatchObject({ status: 204, body: null });
  });

  it.each([
    '/../outside.js',
    '/%2e%2e/outside.js',
    '/..%2foutside.js',
    '/assets/..%2f..%2foutside.js',
    '/..%5coutside.js',
    '/..%2frenderer-secret/a.js',
    '/.hidden.js',
    '/C:/windows/win.ini',
    '/a%00.js',
    '/%',
    'outside.js',
  ])('refuses %s', async (pathname) => {
    const answer = await files.respond(pathname, 'GET');
    expect(answer.status).toBe(403);
    expect(text(answer.body)).not.toContain('secret');
  });

  it('takes GET and HEAD only', async () => {
    const head = await files.respond('/assets/app-1a2b.js', 'HEAD');
    expect(head).toMatchObject({ status: 200, body: null });
    expect(head.headers['content-length']).toBe('10');
    const post = await files.respond('/', 'POST');
    expect(post.status).toBe(405);
    expect(post.headers['allow']).toBe('GET, HEAD');
  });

  it('sends a strict policy with every answer, and hands its fresh nonce to the page', async () => {
    const [first, second] = [await files.respond('/', 'GET'), await files.respond('/', 'GET')];
    const nonceOf = (policy = '') => /style-src-elem 'self' 'nonce-([A-Za-z0-9+/=]+)'/.exec(policy)?.[1];
    const nonce = nonceOf(first.headers['content-security-policy']);
    expect(nonce).toBeTruthy();
    expect(nonceOf(second.headers['content-security-policy'])).not.toBe(nonce);
    expect(text(first.body)).toBe(`<meta name="csp-nonce" content="${nonce}">`);
    for (const answer of [first, await files.respond('/none.js', 'GET'), await files.respond('/', 'POST')]) {
      const policy = answer.headers['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'none'; script-src 'self';");
      for (const part of ['connect-src', 'base-uri', 'form-action', 'frame-ancestors', 'object-src']) {
        expect(policy).toContain(part);
      }
      expect(policy).not.toMatch(/unsafe-eval|\*|script-src[^;]*unsafe-inline/);
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      });
    }
  });

  it('lets the host say where the page may connect to', async () => {
    const answer = await createRendererFiles(join(base, 'renderer'), {
      connectSrc: ['ws://127.0.0.1:1'],
    }).respond('/', 'GET');
    expect(answer.headers['content-security-policy']).toContain('connect-src ws://127.0.0.1:1;');
  });

  it('says so when there is no screen to serve', async () => {
    const answer = await createRendererFiles(join(base, 'nowhere')).respond('/', 'GET');
    expect(answer.status).toBe(503);
    expect(text(answer.body)).toContain('npm run build');
  });
});
