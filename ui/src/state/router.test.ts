import { expect, test } from 'vitest';
import { address, place_of, type Place } from './router.svelte';

test('every place survives its own address', () => {
  const places: Place[] = [
    { screen: 'sign_in' },
    { screen: 'first_run' },
    { screen: 'emergency' },
    { screen: 'desk' },
    { screen: 'liaison' },
    { screen: 'ticket', id: '01936f2e-7c1a-7000-8000-000000000001' },
    { screen: 'ticket', id: '01936f2e-7c1a-7000-8000-000000000001', does: 'add' },
    { screen: 'find', q: 'banjir/rob 100%', by: '' },
    { screen: 'find', q: 'apa?', by: 'state=open&days=7' },
    { screen: 'find', q: '', by: 'late=1' },
    { screen: 'find', q: '', by: '' },
    { screen: 'alarms' },
    { screen: 'promises' },
    { screen: 'report' },
    { screen: 'handover' },
    { screen: 'manage', tab: 'plans' },
    { screen: 'wall' },
  ];
  for (const place of places) expect(place_of(address(place))).toEqual(place);
});

test('an unknown or broken address is the desk', () => {
  expect(place_of('')).toEqual({ screen: 'desk' });
  expect(place_of('#/ticket/%E0%A4%A')).toEqual({ screen: 'desk' });
  expect(place_of('#/nowhere/at/all')).toEqual({ screen: 'desk' });
  expect(place_of('#/manage/nowhere')).toEqual({ screen: 'manage', tab: 'people' });
});
