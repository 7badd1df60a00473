import { expect, test } from 'vitest';
import { id } from '../../words/id';
import { is_whole, missing, refused, untyped } from './form';

const whole = { address: '192.168.1.5', name: 'Meja 2', words: 'abang air anak asap awan ayam' };

test('nothing is asked of a room before the form is whole', () => {
  expect(Object.keys(missing(untyped()))).toEqual(['address', 'name', 'words']);
  expect(Object.keys(missing(untyped(), true))).toEqual(['name', 'words']);
  expect(missing({ ...whole, words: 'abang air anak' }).words).toContain('3');
  expect(is_whole(missing(whole))).toBe(true);
});

test('a refusal stands at the field that it is about', () => {
  expect(refused({ problem: 'wrong_words' })).toEqual({ words: id.joining.wrong_words });
  expect(refused({ problem: 'unreachable' })).toEqual({ address: id.joining.no_room });
  expect(refused({ problem: 'other_version', room: '0.2.0' }).address).toContain('0.2.0');
  expect(refused({ problem: 'refused', refusal: { code: 'same_name' } })).toEqual({ name: id.joining.name_taken });
  expect(Object.keys(refused({ problem: 'not_allowed' }))).toEqual(['words']);
});
