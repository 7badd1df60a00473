import { expect, test } from 'vitest';
import type { Place } from '../../state/router.svelte';
import { in_link, link_of } from './link';

const place: Place = { screen: 'find', q: 'pohon tumbang?', by: 'state=open&days=7' };
const browser = { protocol: 'https:', hostname: 'ruang.lokal', origin: 'https://ruang.lokal:8112' };

test('a link opens the same search at another desk, from a browser and from the program', () => {
  const programs = [
    { protocol: 'tauri:', hostname: 'localhost', origin: 'tauri://localhost' },
    { protocol: 'http:', hostname: 'tauri.localhost', origin: 'http://tauri.localhost' },
  ];
  expect(link_of(place, browser)).toMatch(/^https:\/\/ruang\.lokal:8112\/#\/find\//);
  for (const here of [browser, ...programs]) {
    expect(in_link(link_of(place, here))).toEqual(place);
    expect(in_link(`lihat ini: ${link_of(place, here)} ya`)).toEqual(place);
  }
  for (const here of programs) expect(link_of(place, here)).toMatch(/^#/);
});

test('a ticket is opened too, and nothing else is a link', () => {
  expect(in_link('https://ruang.lokal:8112/#/ticket/0190-a')).toEqual({ screen: 'ticket', id: '0190-a' });
  for (const text of ['', '#/find', '#/manage/people', 'gudang #3', 'http://lain/#/wall']) {
    expect(in_link(text), text).toBeUndefined();
  }
});
