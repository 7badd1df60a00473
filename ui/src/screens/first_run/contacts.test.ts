import { expect, test } from 'vitest';
import type { Agency } from '../../door';
import { contact_of, has_contact, is_same, with_contact } from './contacts';

const bpbd: Agency = {
  code: 'BPBD',
  name: 'Badan Penanggulangan Bencana Daerah',
  short_name: 'BPBD',
  wall_name: 'BPBD',
  kind: 'regency',
  handles: '',
  contact: { telephone: '', radio: '', whatsapp: '' },
  duty: { kind: 'unknown' },
  active: true,
};

test('a row that was not touched is the same', () => {
  const again = with_contact(bpbd, contact_of(bpbd));
  expect(again && is_same(bpbd, again)).toBe(true);
  expect(has_contact(bpbd.contact)).toBe(false);
});

test('what was typed becomes a contact and hours', () => {
  const typed = { telephone: ' 0812-0000-0101 ', radio: '', whatsapp: '', duty: '24 jam' };
  const made = with_contact(bpbd, typed);
  expect(made?.contact.telephone).toBe('0812-0000-0101');
  expect(made?.duty).toEqual({ kind: 'always' });
  expect(made && is_same(bpbd, made)).toBe(false);
  expect(made && has_contact(made.contact)).toBe(true);
});

test('hours that cannot be read change nothing', () => {
  expect(with_contact(bpbd, { telephone: '', radio: '', whatsapp: '', duty: 'kadang-kadang' })).toBeUndefined();
});
