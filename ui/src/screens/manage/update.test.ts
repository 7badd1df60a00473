import { expect, test } from 'vitest';
import type { Unfit } from '../../door';
import { fetch_rooms } from '../../words/words.svelte';
import { after_choosing, after_installing, may_choose, unfit_words } from './update';

await fetch_rooms('update');

test('every refusal is a sentence of its own, with what it is about', () => {
  const reasons: Unfit[] = [
    { why: 'no_key' },
    { why: 'unreadable' },
    { why: 'too_large' },
    { why: 'unsigned' },
    { why: 'not_a_signature' },
    { why: 'other_key' },
    { why: 'damaged' },
    { why: 'not_a_release' },
    { why: 'other_system', target: 'x64-setup.exe' },
    { why: 'not_newer', version: '0.1.0' },
  ];
  const said = reasons.map(unfit_words);
  expect(new Set(said).size).toBe(reasons.length);
  expect(said.every((one) => !/[{}]/.test(one))).toBe(true);
  expect(said[8]).toContain('x64-setup.exe');
  expect(said[9]).toContain('0.1.0');
});

test('a file that was not chosen leaves everything as it was, and one that fits is asked about', () => {
  expect(after_choosing({ chosen: 'nothing' })).toEqual({ at: 'idle' });
  expect(after_choosing({ chosen: 'found', from: '0.1.0', to: '0.2.0' })).toEqual({
    at: 'asking',
    from: '0.1.0',
    to: '0.2.0',
  });
  const unfit: Unfit = { why: 'damaged' };
  expect(after_choosing({ chosen: 'unfit', unfit })).toEqual({ at: 'unfit', unfit });
});

test('what the system did not allow is said as a command, and only what is installed asks for a new start', () => {
  expect(after_installing({ installed: 'done' }, '0.2.0')).toEqual({ at: 'done', to: '0.2.0' });
  expect(after_installing({ installed: 'leaving' }, '0.2.0')).toEqual({ at: 'leaving' });
  const by_hand = after_installing({ installed: 'by_hand', command: 'sudo apt-get install -y /a.deb' }, '0.2.0');
  expect(by_hand).toEqual({ at: 'by_hand', command: 'sudo apt-get install -y /a.deb' });
  const unfit: Unfit = { why: 'damaged' };
  expect(after_installing({ installed: 'unfit', unfit }, '0.2.0')).toEqual({ at: 'unfit', unfit });
});

test('nothing is chosen while something is under way, nor by a build without a key', () => {
  const view = { version: '0.1.0', takes_files: true };
  expect(may_choose({ at: 'idle' }, view)).toBe(true);
  expect(may_choose({ at: 'by_hand', command: 'a' }, view)).toBe(true);
  expect(may_choose({ at: 'installing', to: '0.2.0' }, view)).toBe(false);
  expect(may_choose({ at: 'done', to: '0.2.0' }, view)).toBe(false);
  expect(may_choose({ at: 'idle' }, { ...view, takes_files: false })).toBe(false);
  expect(may_choose({ at: 'idle' }, undefined)).toBe(false);
});
