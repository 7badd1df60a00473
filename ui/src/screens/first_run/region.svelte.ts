import { door, type Region, type RegionCounts, type RegionFiles, type RowFault } from '../../door';
import { t } from '../../words/words.svelte';
import { file_names, kept } from './progress.svelte';

/** What the room said of the chosen lists, and the region that founding would take over. */
let counts = $state.raw<RegionCounts>();
let faults = $state.raw<readonly RowFault[]>([]);
let region = $state.raw<Region>();
let asked = 0;

function counts_of(all: Region): RegionCounts {
  return Object.fromEntries(file_names.map((file) => [file, all[file].length])) as unknown as RegionCounts;
}

/** All five texts, or nothing while one is not picked. */
function picked_files(): RegionFiles | undefined {
  const texts = file_names.map((file) => [file, kept.files[file]?.text] as const);
  if (texts.some(([, text]) => text === undefined)) return undefined;
  return Object.fromEntries(texts) as unknown as RegionFiles;
}

function forget_answer(): void {
  counts = undefined;
  region = undefined;
  faults = [];
}

export const checked = {
  get counts(): RegionCounts | undefined {
    return counts;
  },
  get faults(): readonly RowFault[] {
    return faults;
  },
  /** Absent until the lists fit together. */
  get region(): Region | undefined {
    return region;
  },
  /** A slower answer never overtakes a newer one. @throws Trouble */
  async ask(): Promise<void> {
    const mine = ++asked;
    // Founded is what was checked last, not what stood there before.
    region = undefined;
    if (kept.source === 'seed') {
      const answer = await door.query({ ask: 'seed_region' });
      if (mine !== asked) return;
      region = answer.region;
      counts = counts_of(answer.region);
      faults = [];
      kept.room_name ||= answer.region.name;
      kept.prefix ||= answer.region.prefix;
      return;
    }
    const files = picked_files();
    if (!files) return forget_answer();
    const answer = await door.query({ ask: 'check_region', files });
    if (mine !== asked) return;
    counts = answer.counts;
    faults = answer.faults;
    region = answer.faults.length === 0 ? answer.region : undefined;
  },
};

/** What stands in the way of going on, by field. */
export function region_wrong(): { room_name?: string; prefix?: string; lists?: string } {
  const wrong: { room_name?: string; prefix?: string; lists?: string } = {};
  if (kept.room_name.trim() === '') wrong.room_name = t('first_run.room_name_missing');
  if (!/^[A-Za-z][A-Za-z0-9]{1,5}$/.test(kept.prefix.trim())) wrong.prefix = t('first_run.prefix_wrong');
  if (!region) wrong.lists = t(kept.source === 'own' ? 'first_run.own_says' : 'first_run.seed_unread');
  return wrong;
}

/** The region under the names that were given. */
export function named_region(): Region | undefined {
  if (!region || Object.keys(region_wrong()).length > 0) return undefined;
  return {
    ...region,
    name: kept.room_name.trim(),
    prefix: kept.prefix.trim().toUpperCase(),
    utc_offset_minutes: Number(kept.zone),
  };
}
