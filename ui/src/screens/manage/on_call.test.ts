import { expect, test } from 'vitest';
import type { Agency } from '../../door';
import { blank_on_call, call_hours_of, on_call_form, on_call_of } from './on_call';

const on_call = [
  { who: 'Petugas malam', telephone: '0812-0000-0102', hours: { days: [6, 7], from_minute: 960, to_minute: 420 } },
  { who: 'Kepala', telephone: '0812-0000-0103' },
];

test('what is read from a form is what it was made of', () => {
  const rows = on_call_form({ on_call } as unknown as Agency);
  expect(rows[0]?.hours).toBe('Sab-Min 16.00-07.00');
  expect(on_call_of([...rows, blank_on_call()])).toEqual(on_call);
  expect(on_call_form({} as Agency)).toEqual([]);
});

test('no hours are always, and hours that cannot be read are none', () => {
  expect(call_hours_of('')).toEqual({});
  expect(call_hours_of('24 jam')).toEqual({});
  expect(call_hours_of('malam saja')).toBeUndefined();
  expect(on_call_of([{ who: 'Kepala', telephone: '0812-0000-0103', hours: 'malam' }])).toBeUndefined();
});
