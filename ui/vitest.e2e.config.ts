import { defineConfig } from 'vitest/config';

/** Answers come late on purpose, see `e2e/late.ts`. */
const is_late = process.env['KENTONGAN_LATE'] !== undefined;

/** Screens in the system's Chromium against the real room; two files at a time, for there are two cores. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts'],
    // Takes the README's pictures, and minutes for it: only when they are wanted.
    exclude: process.env['KENTONGAN_PICTURES'] ? [] : ['e2e/pictures.e2e.ts', 'e2e/guide.e2e.ts'],
    environment: 'node',
    maxWorkers: 2,
    testTimeout: is_late ? 240_000 : 60_000,
    hookTimeout: 120_000,
    // What is waited for comes at once or not at all; a second is too short on a busy machine.
    expect: { poll: { timeout: is_late ? 30_000 : 10_000 } },
  },
});
