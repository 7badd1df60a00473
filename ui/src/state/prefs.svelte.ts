/** What this seat likes: kept in the browser, never in the room. */
export type Theme = 'dark' | 'light' | 'system';
export type Language = 'id' | 'en';

const themes: readonly Theme[] = ['dark', 'light', 'system'];
const languages: readonly Language[] = ['id', 'en'];

function read<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
  try {
    const kept = localStorage.getItem(`kentongan.${name}`);
    return allowed.find((one) => one === kept) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(`kentongan.${name}`, value);
  } catch {
    // Storage may be forbidden; the choice then lasts until the window closes.
  }
}

/** Absent where there is no screen to ask. */
const system_light = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: light)') : undefined;
let system_is_light = $state(system_light?.matches ?? false);

const kept = $state({
  theme: read('theme', themes, 'dark'),
  language: read('language', languages, 'id'),
  letters: read('letters', ['on', 'off'] as const, 'on'),
});

export const prefs = {
  get theme(): Theme {
    return kept.theme;
  },
  set theme(theme: Theme) {
    kept.theme = theme;
    write('theme', theme);
    paint();
  },
  /** What is on the screen by that choice. */
  get shown_theme(): 'dark' | 'light' {
    return kept.theme === 'system' ? (system_is_light ? 'light' : 'dark') : kept.theme;
  },
  get language(): Language {
    return kept.language;
  },
  set language(language: Language) {
    kept.language = language;
    write('language', language);
    paint();
  },
  /** Whether single letters act in lists. */
  get letters(): boolean {
    return kept.letters === 'on';
  },
  set letters(on: boolean) {
    kept.letters = on ? 'on' : 'off';
    write('letters', kept.letters);
  },
};

/** Puts theme and language on the page; called once at the start and at every change. */
export function paint(): void {
  const root = document.documentElement;
  root.dataset['theme'] = prefs.shown_theme;
  root.lang = kept.language;
}

/** Follows the system's theme while `system` is chosen. Returns the undoing. */
export function follow_system(): () => void {
  const turned = () => {
    system_is_light = system_light?.matches ?? false;
    paint();
  };
  system_light?.addEventListener('change', turned);
  return () => system_light?.removeEventListener('change', turned);
}
