import { describe, expect, test } from 'vitest';
import type { TicketRow } from '../../door';
import { read } from '../find/filter';
import { number_history, place_history } from './history';

const ticket = (row: Partial<TicketRow>): TicketRow => row as TicketRow;

describe('what else there was', () => {
  test('at its village, whatever was said of it', () => {
    const place = place_history(ticket({ district: '35.15.01', village: '35.15.01.2001', landmark: 'dekat pasar' }));
    expect(place).toEqual({ screen: 'find', q: '', by: 'district=35.15.01&village=35.15.01.2001' });
    expect(read((place as { by: string }).by)).toEqual({ district: '35.15.01', village: '35.15.01.2001' });
  });
  test('by the words of the caller where no village is known', () => {
    expect(place_history(ticket({ district: '35.15.01', landmark: 'dekat pasar' }))).toMatchObject({
      q: 'dekat pasar',
      by: 'district=35.15.01',
    });
    expect(place_history(ticket({ words: 'Lingkar' }))).toMatchObject({ q: 'Lingkar', by: '' });
  });
  test('of its number', () => {
    expect(number_history(ticket({ reporter_number: '0812-0000-0890' }))).toMatchObject({ q: '0812-0000-0890' });
  });
  test('nothing where nothing is known, or may be', () => {
    for (const row of [undefined, ticket({ masked: true })]) {
      expect(place_history(row)).toBeUndefined();
      expect(number_history(row)).toBeUndefined();
    }
  });
});
