/** Where we are: a typed place, kept in the address after the hash. */
export const manage_tabs = [
  'people',
  'roster',
  'agencies',
  'categories',
  'calendar',
  'plans',
  'room',
  'backup',
  'health',
  'numbers',
  'access',
  'words',
  'templates',
  'erasing',
  'desks',
] as const;
export type ManageTab = (typeof manage_tabs)[number];

const asked = ['add', 'answer', 'text', 'reopen'] as const;
type Asked = (typeof asked)[number];

export type Place =
  | { screen: 'sign_in' }
  | { screen: 'first_run' }
  /** The desk's form while nobody is signed in. */
  | { screen: 'emergency' }
  | { screen: 'desk' }
  /** What was sent to the agency of the liaison who sits here. */
  | { screen: 'liaison' }
  /** `does`: what is asked at once: sending it to another agency, telling its caller, copying a text for them,
   * opening it again. */
  | { screen: 'ticket'; id: string; does?: Asked }
  /** `by`: what narrows it, as the search writes and reads it. */
  | { screen: 'find'; q: string; by: string }
  | { screen: 'alarms' }
  /** From one shift to the next. */
  | { screen: 'handover' }
  /** For who answers for the room. */
  | { screen: 'oversight' }
  /** Who was promised news, and when. */
  | { screen: 'promises' }
  /** The figures of a day, a month, any period. */
  | { screen: 'report' }
  | { screen: 'manage'; tab: ManageTab }
  | { screen: 'wall' }
  | { screen: 'parts' };
export type Screen = Place['screen'];

/** The address of a place, for links and for the history. */
export function address(place: Place): string {
  switch (place.screen) {
    case 'ticket':
      return `#/ticket/${encodeURIComponent(place.id)}${place.does ? `/${place.does}` : ''}`;
    case 'find':
      return place.q || place.by ? `#/find/${encodeURIComponent(place.q)}${place.by ? `?${place.by}` : ''}` : '#/find';
    case 'manage':
      return `#/manage/${place.tab}`;
    default:
      return `#/${place.screen}`;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** A `?` that was typed is written otherwise. */
function found(text: string): Place {
  const [q = '', ...by] = text.split('?');
  return { screen: 'find', q: decode(q), by: by.join('?') };
}

/** The place an address means; whatever is not known is the desk. */
export function place_of(hash: string): Place {
  const [head = '', ...tail] = hash.replace(/^#?\/?/, '').split('/');
  const rest = decode(tail.join('/'));
  switch (head) {
    case 'sign_in':
    case 'first_run':
    case 'emergency':
    case 'liaison':
    case 'alarms':
    case 'handover':
    case 'oversight':
    case 'promises':
    case 'report':
    case 'wall':
    case 'parts':
      return { screen: head };
    case 'ticket': {
      // What is asked stands after the id, which has no slash of its own.
      const does = asked.find((one) => one === tail[1]);
      if (does) return { screen: 'ticket', id: decode(tail[0] ?? ''), does };
      return rest ? { screen: 'ticket', id: rest } : { screen: 'desk' };
    }
    case 'find':
      return found(tail.join('/'));
    case 'manage':
      return { screen: 'manage', tab: manage_tabs.find((tab) => tab === rest) ?? 'people' };
    default:
      return { screen: 'desk' };
  }
}

let here = $state.raw<Place>(place_of(location.hash));

export const router = {
  get place(): Place {
    return here;
  },
  go(place: Place): void {
    history.pushState(null, '', address(place));
    here = place;
  },
  /** Without a step in the history: after a sign-in, and for a query that changes while it is typed. */
  replace(place: Place): void {
    history.replaceState(null, '', address(place));
    here = place;
  },
  back(): void {
    history.back();
  },
  start(): () => void {
    const moved = () => {
      here = place_of(location.hash);
    };
    window.addEventListener('popstate', moved);
    window.addEventListener('hashchange', moved);
    return () => {
      window.removeEventListener('popstate', moved);
      window.removeEventListener('hashchange', moved);
    };
  },
};
