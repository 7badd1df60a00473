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

test('point 17: nothing moves but the sign of news, in steps and for five seconds', () => {
  const styles = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(css|svelte)$/.test(path))
    .map((path) => readFileSync(join('src', path), 'utf8'))
    .map((text) => (text.includes('<style>') ? text.slice(text.indexOf('<style>')) : text))
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '');
  expect(styles.match(/@keyframes\s+\w+/g)).toEqual(['@keyframes news']);
  expect(styles.match(/\banimation[\w-]*:[^;]+;/g)).toEqual(['animation: news 1s steps(1) 5;', 'animation: none;']);
  expect(styles).not.toMatch(/\btransition[\w-]*:|scroll-behavior|backdrop-filter|box-shadow/);
});

test('styles of a screen stay in their layer', () => {
  for (const path of files.filter((one) => one.endsWith('.svelte'))) {
    const style = /<style>([\s\S]*)<\/style>/.exec(readFileSync(path, 'utf8'))?.[1];
    if (style !== undefined) expect(style.trim(), path).toMatch(/^@layer screens \{/);
  }
});
