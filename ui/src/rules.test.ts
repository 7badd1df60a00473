import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(svelte|ts)$/.test(path) && !/\.(test|gen)\.ts$/.test(path))
  .map((path) => join('src', path));

describe('every file', () => {
  test.each(files)('%s keeps the rules of the house', (path) => {
    const text = readFileSync(path, 'utf8');
    const code = text.replace(/\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->|^\s*\/\/.*$/gm, '');
    // Inline styles and Svelte's transitions put styles where the content policy forbids them.
    expect(code).not.toMatch(/\sstyle="/);
    expect(code).not.toMatch(/svelte\/(transition|animate|motion)|\s(transition|in|out|animate):\w+/);
    expect(code).not.toMatch(/\{@html|innerHTML|\beval\(|new Function\(/);
    expect(code).not.toMatch(/backdrop-filter|requestIdleCallback|field-sizing/);
    if (!path.replaceAll('\\', '/').includes('src/door/')) expect(code).not.toMatch(/@tauri-apps\//);
    expect(text.split('\n').length).toBeLessThanOrEqual(500);
  });
});

test('styles of a screen stay in their layer', () => {
  for (const path of files.filter((one) => one.endsWith('.svelte'))) {
    const style = /<style>([\s\S]*)<\/style>/.exec(readFileSync(path, 'utf8'))?.[1];
    if (style !== undefined) expect(style.trim(), path).toMatch(/^@layer screens \{/);
  }
});
