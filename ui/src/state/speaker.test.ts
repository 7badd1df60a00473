import { expect, test } from 'vitest';
import type { Speaker } from '../door';
import { is_good, is_heard, missing_ways, speaker_mend, speaker_words } from './speaker';

const ready: Speaker = { state: 'ready', name: 'Speaker USB' };
const instead: Speaker = { state: 'instead', chosen: 'Speaker USB', name: '' };

test('a missing device and volume 0 are said on every screen, and so is a missing notification daemon', () => {
  const said = (speaker: Speaker, notices: 'ready' | 'missing') =>
    missing_ways(speaker, notices === 'ready' ? { state: 'ready', name: 'dunst' } : { state: 'missing' }).map(
      (one) => one.id,
    );
  expect(said(ready, 'ready')).toEqual([]);
  expect(said(instead, 'ready')).toEqual(['sound']);
  expect(said({ state: 'none' }, 'ready')).toEqual([]);
  expect(said({ state: 'silent' }, 'ready')).toEqual(['sound']);
  expect(said({ state: 'missing' }, 'missing')).toEqual(['sound', 'notices']);
});

test('a device that is gone is named with what is used instead, and with what to do', () => {
  expect(is_heard(instead)).toBe(true);
  expect(is_good(instead)).toBe(false);
  expect(speaker_words(instead)).toContain('Speaker USB');
  expect(speaker_words({ ...instead, name: 'HDMI' })).toContain('HDMI');
  expect(speaker_mend(instead)).not.toBe('');
  expect(speaker_mend(ready)).toBe('');
});

test('every state has its own words', () => {
  const all: Speaker[] = [ready, { state: 'ready', name: '' }, instead, { state: 'missing' }, { state: 'silent' }];
  const words = all.map(speaker_words);
  expect(new Set(words).size).toBe(all.length);
  expect(words.join(' ')).not.toMatch(/[{}]|sound\./);
});
