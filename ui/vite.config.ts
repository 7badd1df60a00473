import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import type { Plugin } from 'vite';

/** `ipc:` is Tauri's own door; in a browser it leads nowhere. */
const policy = [
  "default-src 'self'",
  "connect-src 'self' ipc: http://ipc.localhost",
  // Photos are made into addresses of this page alone, never fetched from elsewhere.
  "img-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Where the dev server finds a room. */
const room = process.env['KENTONGAN_ROOM'] ?? 'http://127.0.0.1:8112';

/** Only in a build: the dev server injects its styles inline, which the policy forbids. */
function content_policy(): Plugin {
  return {
    name: 'content-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
    ],
  };
}

export default defineConfig({
  plugins: [svelte(), content_policy()],
  // Relative, so that the same files are served by the desktop and by the room.
  base: './',
  clearScreen: false,
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    // A room started beside it; its door checks Host and Origin, so both say that they are its own.
    proxy: {
      '/api': {
        target: room,
        changeOrigin: true,
        headers: { origin: room },
      },
    },
  },
  build: {
    target: ['chrome111', 'safari16.4'],
    // A font as data: would break default-src 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'jsdom',
  },
  resolve: process.env['VITEST'] ? { conditions: ['browser'] } : {},
});
