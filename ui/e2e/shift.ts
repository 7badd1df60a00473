import type { AgencyCode, AssignmentRole, CategoryCode, Region, Severity } from '../src/door';
import { mint, type Seat } from './room';

/** A busy quarter of an hour, as the pictures show it. Agencies, kinds and places are real; people and numbers are not. */
interface Told {
  agency: AgencyCode;
  person: string;
  role?: AssignmentRole;
  /** How far it has come. */
  reached?: 'acknowledge' | 'en_route' | 'arrive';
}

interface Case {
  category: CategoryCode;
  severity: Severity;
  district: string;
  village: string;
  landmark?: string;
  narrative?: string;
  name?: string;
  /** Minutes to accept and to arrive, in place of the category's own. */
  aims?: readonly [acknowledge: number, arrive: number];
  /** Minutes since the call; what is urgent has only just come in. */
  ago?: number;
  told: Told[];
  /** The agency's late clock is in somebody's hands. */
  held?: boolean;
}

const cases: Case[] = [
  {
    category: 'INF-PJU',
    severity: 'low',
    district: 'Krian',
    village: 'Krian',
    landmark: 'depan Pasar Krian',
    ago: 470,
    told: [{ agency: 'DISHUB', person: 'Anwar', reached: 'acknowledge' }],
  },
  {
    category: 'INF-SMP',
    severity: 'low',
    district: 'Waru',
    village: 'Pepelegi',
    landmark: 'sebelah lapangan',
    ago: 395,
    told: [{ agency: 'DLHK', person: 'Wati', reached: 'acknowledge' }],
  },
  {
    category: 'INF-JLN',
    severity: 'medium',
    district: 'Sukodono',
    village: 'Sukodono',
    landmark: 'depan balai desa',
    ago: 310,
    told: [{ agency: 'DPUBMSDA', person: 'Slamet', reached: 'acknowledge' }],
  },
  {
    category: 'INF-DRN',
    severity: 'medium',
    district: 'Waru',
    village: 'Tropodo',
    landmark: 'gang belakang musala',
    ago: 245,
    told: [{ agency: 'DPUBMSDA', person: 'Slamet', reached: 'en_route' }],
  },
  {
    category: 'INF-PHN',
    severity: 'low',
    district: 'Sidoarjo',
    village: 'Sekardangan',
    landmark: 'dekat taman',
    ago: 180,
    told: [{ agency: 'DLHK', person: 'Wati' }],
  },
  {
    category: 'INF-PDM',
    severity: 'low',
    district: 'Taman',
    village: 'Wage',
    landmark: 'perumahan blok C',
    ago: 122,
    told: [{ agency: 'DELTATIRTA', person: 'Hadi', reached: 'acknowledge' }],
  },
  {
    category: 'INF-TRF',
    severity: 'medium',
    district: 'Gedangan',
    village: 'Tebel',
    landmark: 'perempatan Gedangan',
    told: [
      { agency: 'DISHUB', person: 'Anwar', reached: 'en_route' },
      { agency: 'SATLANTAS', person: 'Budi', reached: 'arrive' },
    ],
  },
  {
    category: 'SOS-TLT',
    severity: 'medium',
    district: 'Buduran',
    village: 'Banjarkemantren',
    landmark: 'halte depan pabrik',
    told: [{ agency: 'DINSOS', person: 'Lilik', reached: 'acknowledge' }],
  },
  {
    category: 'PNY-HWN',
    severity: 'medium',
    district: 'Sukodono',
    village: 'Kebonagung',
    landmark: 'rumah pojok cat hijau',
    told: [{ agency: 'DAMKAR', person: 'Yoga', reached: 'acknowledge' }],
  },
  {
    category: 'BNC-PHN',
    aims: [14, 30],
    severity: 'medium',
    district: 'Candi',
    village: 'Sugihwaras',
    landmark: 'depan SD',
    told: [
      { agency: 'BPBD', person: 'Hendra', reached: 'arrive' },
      { agency: 'PLN', person: 'Joko', role: 'support' },
    ],
  },
  {
    category: 'BNC-BJR',
    aims: [5, 1],
    severity: 'high',
    district: 'Tanggulangin',
    village: 'Kedungbanteng',
    landmark: 'RT 3, air selutut',
    told: [{ agency: 'BPBD', person: 'Hendra', reached: 'en_route' }],
    held: true,
  },
  {
    category: 'KBR-LHN',
    severity: 'medium',
    district: 'Krian',
    village: 'Kemasan',
    landmark: 'dekat SPBU',
    narrative: 'Asap tebal dari belakang SPBU.',
    told: [{ agency: 'DAMKAR', person: 'Yoga', reached: 'en_route' }],
  },
  {
    category: 'SOS-ANK',
    aims: [5, 4],
    severity: 'medium',
    district: 'Sidoarjo',
    village: 'Sidokumpul',
    landmark: 'alun-alun, dekat air mancur',
    told: [
      { agency: 'SATPOLPP', person: 'Ratna', reached: 'acknowledge' },
      { agency: 'POLRESTA', person: 'Agus', role: 'support', reached: 'en_route' },
    ],
  },
  {
    category: 'BNC-ROB',
    aims: [4, 45],
    severity: 'high',
    district: 'Sedati',
    village: 'Gisikcemandi',
    landmark: 'tambak timur',
    told: [{ agency: 'BPBD', person: 'Hendra' }],
  },
  {
    category: 'LKA-KAA',
    aims: [2, 3],
    severity: 'critical',
    district: 'Tanggulangin',
    village: 'Kludan',
    landmark: 'perlintasan tanpa palang',
    told: [
      { agency: 'SATLANTAS', person: 'Budi', reached: 'en_route' },
      { agency: 'KAI', person: 'Tri', role: 'support', reached: 'arrive' },
    ],
  },
  {
    category: 'BNC-TGL',
    aims: [1, 40],
    severity: 'critical',
    district: 'Candi',
    village: 'Kedungpeluk',
    landmark: 'sisi barat sungai',
    told: [
      { agency: 'DPUBMSDA', person: 'Slamet' },
      { agency: 'BPBD', person: 'Hendra', role: 'support', reached: 'en_route' },
    ],
  },
];

/** The accident whose page is in the picture. */
const accident: Case = {
  category: 'LKA-LLN',
  severity: 'critical',
  district: 'Krian',
  village: 'Krian',
  landmark: 'depan SPBU',
  narrative: 'Motor lawan truk pasir, dua korban, satu terjepit dan sadar. Satu lajur tertutup pasir.',
  name: 'Bu Ani',
  told: [
    { agency: 'PSC119', person: 'Nur' },
    { agency: 'SATLANTAS', person: 'Budi', role: 'support' },
    { agency: 'DAMKAR', person: 'Yoga', role: 'support' },
    { agency: 'DISHUB', person: 'Tono', role: 'support' },
  ],
};

const sure = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`${what} is not in the region`);
  return value;
};

const pause = (seconds: number): Promise<void> => new Promise((wait) => setTimeout(wait, seconds * 1000));

/** Other minutes for what is told next; clocks that run keep theirs. */
async function aim(
  supervisor: Seat,
  code: CategoryCode,
  [acknowledge, arrive]: readonly [number, number],
): Promise<void> {
  const { region } = await supervisor.query({ ask: 'setup' });
  const before = sure(
    region.categories.find((one) => one.code === code),
    code,
  );
  const after = { ...before, ack_minutes: acknowledge, onscene_minutes: arrive };
  if (before.ack_minutes === acknowledge && before.onscene_minutes === arrive) return;
  await supervisor.execute({ do: 'change_category', before, after });
}

async function open(seat: Seat, region: Region, one: Case, n: number): Promise<string> {
  const ticket = mint();
  const district = sure(
    region.districts.find((d) => d.name === one.district),
    one.district,
  ).code;
  const village = sure(
    region.villages.find((v) => v.district === district && v.name === one.village),
    one.village,
  ).code;
  await seat.execute({
    do: 'open_ticket',
    call: mint(),
    ticket,
    called_at: Date.now() - (one.ago ?? 0) * 60_000 - 9000,
    category: one.category,
    severity: one.severity,
    place: { district, village, landmark: one.landmark },
    reporter: { number: `0812-0000-${String(800 + n).padStart(4, '0')}`, name: one.name, call_back: true },
    narrative: one.narrative,
  });
  await tell(seat, ticket, one.told);
  return ticket;
}

async function tell(seat: Seat, ticket: string, told: readonly Told[]): Promise<void> {
  const version = async () => (await seat.query({ ask: 'ticket', id: ticket })).ticket;
  const before = await version();
  await seat.execute({
    do: 'assign',
    ticket,
    seen: before.version,
    plan: '',
    to: told.map((one, i) => ({
      agency: one.agency,
      role: one.role ?? (i === 0 && before.assignments.length === 0 ? 'lead' : 'support'),
      channel: i === 0 ? 'telephone' : 'radio',
      recipient: one.person,
    })),
  });
  const steps = ['acknowledge', 'en_route', 'arrive'] as const;
  for (const [i, one] of told.entries())
    for (const step of steps.slice(0, one.reached ? steps.indexOf(one.reached) + 1 : 0)) {
      const assignment = before.assignments.length + i + 1;
      const seen = sure(
        (await version()).assignments.find((row) => row.no === assignment),
        one.agency,
      ).version;
      await seat.execute({ do: step, ticket, assignment, seen, by: one.person });
    }
}

/** Contacts for those whom the pictures show. */
async function reach(seat: Seat): Promise<void> {
  const { region } = await seat.query({ ask: 'setup' });
  const named = new Set([...cases, accident].flatMap((one) => one.told.map((told) => told.agency)));
  for (const [n, before] of region.agencies.filter((one) => named.has(one.code)).entries()) {
    const number = `0812-0000-${String(101 + n).padStart(4, '0')}`;
    const contact = { telephone: before.contact.telephone || number, radio: `kanal ${n + 1}`, whatsapp: number };
    await seat.execute({ do: 'change_agency', before, after: { ...before, contact, duty: { kind: 'always' } } });
  }
}

/** Most calls are none: what the day's counts are made of. */
async function count(seat: Seat): Promise<void> {
  const ends = { prank: 46, silent: 17, info: 9, wrong_number: 5, transferred: 2 } as const;
  let n = 0;
  for (const [outcome, times] of Object.entries(ends) as [keyof typeof ends, number][])
    for (let i = 0; i < times; i += 1) {
      n += 1;
      const called_at = Date.now() - ((n * 37) % 300) * 60_000 - 30_000;
      await seat.execute({
        do: 'end_call',
        call: mint(),
        called_at,
        outcome,
        number: `0812-0000-${String(900 + (n % 60)).padStart(4, '0')}`,
      });
    }
}

/**
 * Fills the room: 17 open tickets in every state, and the day's other calls. The states are there `ripe`
 * milliseconds after it began. Returns the accident's id.
 */
export async function fill_room(operator: Seat, supervisor: Seat): Promise<{ accident: string; begun: number }> {
  await reach(supervisor);
  await count(operator);
  const { region } = await operator.query({ ask: 'setup' });
  const begun = Date.now();
  const held: string[] = [];
  for (const [n, one] of cases.entries()) {
    if (one.aims) await aim(supervisor, one.category, one.aims);
    const id = await open(operator, region, one, n);
    if (one.held) held.push(id);
  }
  await aim(supervisor, accident.category, [1, 10]);
  const id = await open(operator, region, accident, 17);
  // One thing after another, as it goes on the telephone and the radio.
  const row = async (agency: AgencyCode) => {
    const { assignments } = (await operator.query({ ask: 'ticket', id })).ticket;
    return sure(
      assignments.find((one) => one.agency === agency),
      agency,
    );
  };
  const step = async (what: 'acknowledge' | 'en_route', agency: AgencyCode, by: string): Promise<void> => {
    const { no, version } = await row(agency);
    await operator.execute({ do: what, ticket: id, assignment: no, seen: version, by });
  };
  await pause(5);
  await step('acknowledge', 'DAMKAR', 'Yoga');
  await pause(6);
  await step('acknowledge', 'SATLANTAS', 'Budi');
  await pause(5);
  const back = await row('DISHUB');
  await operator.execute({
    do: 'return',
    ticket: id,
    assignment: back.no,
    seen: back.version,
    by: 'Tono',
    reason: 'tumpahan pasir, bukan rambu',
    proposed: 'DPUBMSDA',
  });
  await pause(3);
  await aim(supervisor, accident.category, [4, 10]);
  await tell(operator, id, [{ agency: 'DPUBMSDA', person: 'Slamet', role: 'support' }]);
  await pause(17);
  await operator.execute({
    do: 'follow_up',
    call: mint(),
    called_at: Date.now() - 5000,
    ticket: id,
    number: '0812-0000-0871',
    note: 'satu korban terjepit, sadar',
  });
  await pause(14);
  await step('en_route', 'SATLANTAS', 'Budi');
  await pause(19);
  await operator.execute({ do: 'note', ticket: id, text: 'Menelepon PSC 119, tidak diangkat', internal: false });
  // Late clocks that somebody has in hand: acknowledged once they have fired.
  for (const ticket of held) await take_in_hand(supervisor, ticket);
  return { accident: id, begun };
}

async function take_in_hand(seat: Seat, ticket: string): Promise<void> {
  for (let tried = 0; tried < 260; tried += 1) {
    const { clocks } = (await seat.query({ ask: 'ticket', id: ticket })).ticket;
    // After its second level, which would ask again.
    const late = clocks.find((clock) => clock.asks && clock.level === 'supervisor');
    if (late) {
      await seat.execute({ do: 'acknowledge_alarm', ticket, clock: late.no });
      return;
    }
    await pause(0.5);
  }
  throw new Error('no alarm came');
}

/** Milliseconds after the filling began until soon and urgent are both there, and late is late for a while. */
export const ripe = 152_000;
