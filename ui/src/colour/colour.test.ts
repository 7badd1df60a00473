import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sign_paths, due_states } from '../parts/signs';
import { id } from '../words/id';
import { en } from '../words/en';
import { contrast, difference, eye_names, lab, rgb, seen_by, type Lab } from './vision';

const css = readFileSync('src/tokens.css', 'utf8');

/** The colours of one theme as they stand in tokens.css. */
function theme(name: 'dark' | 'light'): Record<string, string> {
  const block = new RegExp(`\\[data-theme="${name}"\\]\\s*\\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9A-Fa-f]{6})/g)].map((m) => [m[1], m[2]]));
}
const themes = { dark: theme('dark'), light: theme('light') };

const grounds = ['ground', 'panel', 'well', 'raised'];
const texts = ['strong', 'ink', 'muted', 'accent-text'];
const pairs = [
  ['on-accent', 'accent'],
  ['on-notice', 'notice'],
  ['on-calm', 'calm'],
  ['on-active', 'active'],
  ['on-soon', 'soon'],
  ['on-urgent', 'urgent'],
  ['on-late', 'late'],
];
/** What must be told from the ground it stands on, though no text: edges, focus, the accepted dot, a held outline. */
const edges = ['edge', 'focus', 'active', 'late-edge'];
const fills = ['calm', 'active', 'soon', 'urgent', 'late'];

describe('the arithmetic', () => {
  test('agrees with the published pairs of CIEDE2000', () => {
    const published: [Lab, Lab, number][] = [
      [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
      [[50, -1, 2], [50, 0, 0], 2.3669],
      [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
      [[50, 2.5, 0], [73, 25, -18], 27.1492],
      [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
      [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
      [[90.8027, -2.0831, 1.441], [91.1528, -1.6435, 0.0447], 1.4441],
    ];
    for (const [a, b, expected] of published) {
      expect(difference(a, b)).toBeCloseTo(expected, 4);
      expect(difference(b, a)).toBeCloseTo(expected, 4);
    }
  });
  test('knows black, white and grey', () => {
    expect(contrast(rgb('#000000'), rgb('#FFFFFF'))).toBeCloseTo(21, 5);
    expect(lab(rgb('#FFFFFF'))[0]).toBeCloseTo(100, 2);
    for (const eye of eye_names) {
      const grey = seen_by(eye, rgb('#808080'));
      for (const c of grey) expect(c).toBeCloseTo(0x80 / 255, 2);
    }
  });
});

describe.each(Object.entries(themes))('%s', (_, colours) => {
  const of = (name: string) => {
    const hex = colours[name];
    if (!hex) throw new Error(`no token --${name}`);
    return rgb(hex);
  };

  test('point 02: text is read on every ground: 4.5', () => {
    for (const ground of grounds)
      for (const text of texts)
        expect(contrast(of(text), of(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    for (const [ink = '', fill = ''] of pairs)
      expect(contrast(of(ink), of(fill)), `${ink} on ${fill}`).toBeGreaterThanOrEqual(4.5);
  });
  test('edges, focus and signs are seen: 3', () => {
    for (const ground of ['ground', 'panel', 'well'])
      for (const edge of edges)
        expect(contrast(of(edge), of(ground)), `${edge} on ${ground}`).toBeGreaterThanOrEqual(3);
    for (const fill of ['accent', 'late']) {
      expect(contrast(of(fill), of('ground')), `${fill} on ground`).toBeGreaterThanOrEqual(3);
    }
  });
  test.each(eye_names)('point 03: deadlines are told apart by %s eyes: 15', (eye) => {
    for (const [i, a] of fills.entries())
      for (const b of fills.slice(i + 1))
        expect(difference(lab(seen_by(eye, of(a))), lab(seen_by(eye, of(b)))), `${a} and ${b}`).toBeGreaterThanOrEqual(
          15,
        );
  });
  test('only late is red', () => {
    for (const [name, hex] of Object.entries(colours)) {
      const [, a, b] = lab(rgb(hex));
      const hue = (Math.atan2(b, a) * 180) / Math.PI;
      const is_red = Math.hypot(a, b) > 30 && hue > -15 && hue < 45;
      expect(is_red, name).toBe(['late', 'late-edge'].includes(name));
    }
  });
});

test('both themes name the same colours', () => {
  expect(Object.keys(themes.light).sort()).toEqual(Object.keys(themes.dark).sort());
  expect(Object.keys(themes.dark).length).toBeGreaterThan(30);
});

test('point 04: without any colour, states differ by sign, and by word where they need somebody', () => {
  const signs = due_states.map((state) => (state === 'calm' ? '' : sign_paths[state]));
  expect(new Set(signs).size).toBe(due_states.length);
  for (const words of [id.parts, en.parts]) {
    const said = [words.due_late, words.due_urgent, words.due_soon, words.due_active, words.due_paused, words.due_done];
    expect(new Set(said).size).toBe(said.length);
  }
});
