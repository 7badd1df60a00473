import { createHash } from 'node:crypto';
import { sign_paths, type DueState } from '../src/parts/signs';
import { no_cases } from '../src/screens/desk/no_case';
import { binding, cap, type KeyId } from '../src/state/keys.svelte';
import { prefs } from '../src/state/prefs.svelte';
import { fill, t, type WordKey } from '../src/words/words.svelte';
import english from '../src/words/en/card.json';
import indonesian from '../src/words/id/card.json';

/** The operator's card: one page, black on white, whose keys are those of the registry and whose words are the screens'. */
type CardWord = keyof typeof indonesian;
/** What a part of a screen handles itself: a field, a dialog, a list. */
type Plain = 'Enter' | 'Shift+Enter' | 'Escape';
type Shown = KeyId | Plain;

interface Line {
  keys: readonly Shown[];
  /** The keys are the first and the last of a row. */
  through?: true;
  /** The registry's own words for the first key unless given. */
  says?: CardWord;
}
type Part = Line | { only: CardWord } | { sign: Exclude<DueState, 'calm'>; says: CardWord } | { digits: true };
interface Section {
  title: CardWord;
  parts: readonly Part[];
}

const left: readonly Section[] = [
  {
    title: 'call',
    parts: [
      { keys: ['call.new'] },
      { only: 'call_order' },
      { keys: ['Enter', 'Shift+Enter'], says: 'call_next' },
      { only: 'call_short' },
      { keys: ['desk.graver', 'desk.lighter'], says: 'call_severity' },
      { keys: ['desk.answer_1', 'desk.answer_4'], through: true, says: 'call_answers' },
      { keys: ['desk.skip'] },
      { keys: ['desk.merge'] },
      { keys: ['desk.follow'] },
      { keys: ['desk.call_back'] },
      { keys: ['desk.previous', 'desk.next'], says: 'call_several' },
      { keys: ['desk.one_line'], says: 'call_one_line' },
      { keys: ['desk.tick_1', 'desk.tick_9'], through: true, says: 'call_ticks' },
      { keys: ['desk.save'], says: 'call_save' },
    ],
  },
  {
    title: 'send',
    parts: [
      { only: 'send_read' },
      { keys: ['desk.copy'], says: 'send_copy' },
      { keys: ['desk.save'], says: 'send_done' },
    ],
  },
  {
    title: 'no_case',
    parts: [
      { keys: ['desk.no_case'], says: 'no_case_says' },
      { digits: true },
      { keys: ['desk.undo'], says: 'no_case_undo' },
      { only: 'no_case_silent' },
    ],
  },
  {
    title: 'storm',
    parts: [
      { keys: ['desk.storm'], says: 'storm_start' },
      { keys: ['desk.at_risk'] },
      { keys: ['desk.in_storm'] },
      { keys: ['desk.relate'] },
    ],
  },
  {
    title: 'doubt',
    parts: [
      { only: 'doubt_where' },
      { only: 'doubt_write' },
      { only: 'doubt_number' },
      { only: 'doubt_stuck' },
      { only: 'doubt_forgot' },
    ],
  },
];

const right: readonly Section[] = [
  {
    title: 'ticket',
    parts: [
      { only: 'ticket_says' },
      ...(
        [
          'ticket.telephone',
          'ticket.acknowledge',
          'ticket.en_route',
          'ticket.arrive',
          'ticket.finish',
          'ticket.return',
          'ticket.add',
          'ticket.answer',
          'ticket.text',
          'ticket.confirm',
          'ticket.close',
          'ticket.tell',
          'ticket.write',
          'ticket.leave',
        ] as const
      ).map((id) => ({ keys: [id] })),
    ],
  },
  {
    title: 'alarm',
    parts: [
      { keys: ['alarm.accept'], says: 'alarm_open' },
      { keys: ['alarms.accept'], says: 'alarm_take' },
      { keys: ['alarm.mute'] },
      { sign: 'late', says: 'alarm_late' },
      { sign: 'urgent', says: 'alarm_urgent' },
      { sign: 'soon', says: 'alarm_soon' },
      { sign: 'held', says: 'alarm_held' },
      { sign: 'active', says: 'alarm_active' },
      { only: 'alarm_colour' },
    ],
  },
  {
    title: 'alone',
    parts: [{ only: 'alone_says' }, { keys: ['outbox.open'] }, { keys: ['link.try'] }, { only: 'alone_browser' }],
  },
  {
    title: 'anywhere',
    parts: [
      { keys: ['palette.open'], says: 'anywhere_palette' },
      { keys: ['help.open'] },
      { keys: ['pane.next'] },
      { keys: ['screen.lock'] },
      { keys: ['paper.kit'] },
    ],
  },
];

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const is_plain = (key: Shown): key is Plain => ['Enter', 'Shift+Enter', 'Escape'].includes(key);

function key_of(key: Shown): string {
  const found = is_plain(key) ? key : binding(key).key;
  if (!found) throw new Error(`${key} has no key`);
  return found;
}
const kbd = (key: string): string => `<kbd>${escaped(cap(key))}</kbd>`;

function card_words(word: CardWord): string {
  const said = (prefs.language === 'en' ? english : indonesian)[word];
  const fields = ['number', 'what', 'where', 'landmark', 'who', 'note'] as const;
  return fill(said, Object.fromEntries(fields.map((field) => [field, t(`desk.${field}`)])));
}
const sentence = (text: string): string => escaped(text.slice(0, 1).toUpperCase() + text.slice(1));

function caps(line: Line): string {
  return line.keys.map((key) => kbd(key_of(key))).join(line.through ? '–' : ' ');
}

function row(part: Part): string {
  if ('only' in part) return `<p class="only">${sentence(card_words(part.only))}</p>`;
  if ('digits' in part) {
    const one = (word: WordKey, digit: number): string => `<span>${kbd(String(digit))} ${escaped(t(word))}</span>`;
    return `<p class="digits">${no_cases.map((outcome, i) => one(`names.call_${outcome}`, i + 1)).join('')}</p>`;
  }
  if ('sign' in part) {
    const name = escaped(t(`parts.due_${part.sign}`));
    const drawn = `<svg viewBox="0 0 12 12"><path fill-rule="evenodd" d="${sign_paths[part.sign]}"/></svg>`;
    return `<p><b>${drawn} ${name}</b><span>${sentence(card_words(part.says))}</span></p>`;
  }
  const [first] = part.keys;
  const says = part.says ? card_words(part.says) : first && !is_plain(first) ? t(binding(first).words) : '';
  return `<p><b>${caps(part)}</b><span>${sentence(says)}</span></p>`;
}

const section = ({ title, parts }: Section): string =>
  `<section>\n<h2>${sentence(card_words(title))}</h2>\n${parts.map(row).join('\n')}\n</section>`;

const style = `@font-face { font-family: Atkinson; font-weight: 200 800;
  src: url(../ui/node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2); }
@page { size: A4; margin: 0; }
* { margin: 0; box-sizing: border-box; }
body { width: 210mm; height: 297mm; padding: 9mm 11mm 8mm; display: grid; grid-template-rows: auto 1fr auto; gap: 3.5mm;
  font: 500 10.4pt/1.28 Atkinson, sans-serif; color: #000; background: #fff; }
header { display: flex; align-items: baseline; justify-content: space-between; border-bottom: 1.6pt solid #000; padding-bottom: 1.6mm; }
h1 { font-size: 21pt; line-height: 1; }
main { display: grid; grid-template-columns: 96mm minmax(0, 1fr); gap: 7mm; min-height: 0; --keys: 36mm; }
main > div + div { --keys: 25mm; }
main > div { display: flex; flex-direction: column; justify-content: space-between; gap: 3mm; min-width: 0; }
h2 { font-size: 12.5pt; line-height: 1.1; border-bottom: .8pt solid #000; padding-bottom: .8mm; margin-bottom: 1.3mm; }
p { display: grid; grid-template-columns: var(--keys) minmax(0, 1fr); gap: 2mm; align-items: baseline; padding: .35mm 0; }
p.only { display: block; padding: .5mm 0; }
p.digits { display: grid; grid-template-columns: repeat(3, auto); justify-content: space-between; white-space: nowrap; gap: .8mm 2mm; padding: .8mm 0; }
b { font-weight: 700; white-space: nowrap; }
kbd { display: inline-block; font: 700 9.6pt/1.1 Atkinson, sans-serif; border: .9pt solid #000; border-radius: 1mm; padding: 0 1.3mm; min-width: 5.4mm; text-align: center; }
svg { width: 3.1mm; height: 3.1mm; vertical-align: -.3mm; }
footer { display: flex; justify-content: space-between; font-size: 8.5pt; border-top: .8pt solid #000; padding-top: 1.2mm; }`;

export interface Card {
  html: string;
  /** What tells one edition from another, on the paper and in the file. */
  mark: string;
}

/** The card in the language of `prefs`, whose words must have been fetched. */
export function make_card(): Card {
  const body = `<header><h1>${escaped(card_words('title'))}</h1><span>${escaped(card_words('under'))}</span></header>
<main>
<div>
${left.map(section).join('\n')}
</div>
<div>
${right.map(section).join('\n')}
</div>
</main>`;
  const mark = createHash('sha256')
    .update(style + body)
    .digest('hex')
    .slice(0, 6);
  const edition = fill(card_words('edition'), { mark });
  const html = `<!doctype html>
<html lang="${prefs.language}">
<head>
<meta charset="utf-8">
<title>Kentongan ${prefs.language} ${mark}</title>
<style>
${style}
</style>
</head>
<body>
${body}
<footer><span>${escaped(card_words('under'))}</span><span>${escaped(edition)}</span></footer>
</body>
</html>
`;
  return { html, mark };
}
